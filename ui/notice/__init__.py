"""The notice composer: pick the kind, check the fields and the text, see the page, save as Word."""
