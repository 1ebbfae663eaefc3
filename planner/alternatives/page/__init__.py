"""The page: plans as one HTML file that loads nothing, and person sheets as files of their own.

Changes when there is another page to send.
"""
