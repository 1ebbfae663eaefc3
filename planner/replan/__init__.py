"""One way to try a changed folder on the plan that it had: near what the change needs first, the whole folder last.

Changes when plans are tried in another way.
"""
