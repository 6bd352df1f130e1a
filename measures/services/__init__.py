"""Changes to the plan and all that is kept with it. Every write goes through here.

Each service asks permission, checks the rules, writes and leaves its trail in one transaction.
"""
