"""One page that serves every register: table, form, filters. It knows registers only as declarations."""
