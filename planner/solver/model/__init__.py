"""What there is to decide: the problem by numbers, who is alike, rules and goals, the plan in the making and the clock.

Changes when every search has to know something else.
"""
