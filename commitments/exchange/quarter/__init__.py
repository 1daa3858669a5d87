"""A unit's quarter as a workbook: filled in without a connection, brought back into the draft.

The workbook is bound to one report and the promise it answers. Bringing it back fills the draft
and never hands it in; whatever else was saved meanwhile stays unless the person says otherwise.
"""
