"""The words of our acts: a page of a long report without any of them names none, and its tables can wait.

Source: taxonomy, section 6 (linguistic rules: TERM, DISP, LIQ, DEBT). A superset of what the detectors act on:
a word too many costs a few milliseconds, a word too few costs a table.
"""

from __future__ import annotations

ACT_WORDS = (
    "终止|解除|中止|退出|停止|关停|作废|撤销|不再实施|不再履行|退库|退伙|政府回购|收回"
    "|出售|转让|处置|变卖|挂牌|拍卖|出让|剥离|置出|划转|置换|移交|收储|征收|征用|报废"
    "|注销|清算|解散|破产"
    "|债务重组|抵债|抵偿|豁免|和解|债权债务"
)
"""A regular expression for a page's text without spaces: termination, disposal, liquidation, debt."""
