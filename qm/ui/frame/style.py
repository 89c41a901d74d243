"""The few rules of style that the theme has no word for, sent with every run."""

from functools import cache
from pathlib import Path

import streamlit as st

FILE = Path(__file__).with_name("style.css")


@cache
def _sheet() -> str:
    return f"<style>{FILE.read_text(encoding='utf-8')}</style>"


def draw_style() -> None:
    st.html(_sheet())
