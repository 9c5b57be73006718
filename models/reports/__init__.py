"""Plain tables and figures computed from records; reads workbooks, writes nothing, renders nothing."""
