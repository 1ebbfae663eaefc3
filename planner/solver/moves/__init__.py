"""On which days productions take place, decided together with who works on them.

Changes when days are chosen in another way.
"""
