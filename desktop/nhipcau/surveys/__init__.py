"""Surveys, the waves in which they are asked, and what people answered."""
