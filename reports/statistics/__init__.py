"""Figures that stand up to an auditor: each is data with its rule, and opens the rows that it counts.

`scope` says of whom, when and what; `sources` select the rows that can be counted; `figures` say which of them a figure
counts; `counting` counts; `listing`, `workbook` and the doors show the same figures and their rows.
"""
