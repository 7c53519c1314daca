"""Exercises in the forms of other programs: what is proven goes out, what others wrote comes in.

In: a `Proof`, or a file of another program. Out: files' bytes, or a page in our own format. Between the two
stands one record, so that no form knows another.
"""
