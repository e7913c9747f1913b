"""When: expressions of time as EDTF, and which of them date which commitment."""
