"""年度报告: the three prescribed tables, counted from the registers and typed over, checked, added up and written."""
