"""Plans side by side: their figures, what differs between what they were made from, who moved, and why.

Changes when nothing here does: it holds no code.
"""
