"""使用手册 (F1): its chapters, the page that shows them, and its pages on paper."""
