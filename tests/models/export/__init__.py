"""Tests of the exports: by their parts and by their pages."""
