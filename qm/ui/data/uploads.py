"""Files are dropped, become drafts on disk, and wait their turn."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from qm.errors import QMError
from qm.intake import parse_mapping, unzipped
from qm.store import Store
from qm.ui import state
from qm.ui.data.draft import Draft
from qm.ui.frame.errors import show_error
from qm.ui.markup import literal
from qm.wording import size_text

DRAFTS, CURRENT, UPLOAD, REFUSED = "data.drafts", "data.current", "data.upload", "data.refused"
MOST_MAPPING = 2**20
TAKEN = "CSV, text, Excel (.xlsx), JSON, Parquet, also as .gz or .zip; or a mapping (.toml)"


def drafts() -> list[Draft]:
    """The files of this browser session, in the order they came."""
    there: list[Draft] = state.kept(DRAFTS)
    if there is None:
        there = []
        state.keep(DRAFTS, there)
    return there


def current() -> Draft | None:
    """The file that is looked at: the chosen one, else the first that is not imported yet."""
    there = drafts()
    chosen = state.kept(CURRENT)
    return next((d for d in there if d.number == chosen), there[0] if there else None)


def look_at(draft: Draft) -> None:
    state.keep(CURRENT, draft.number)


def put_away(draft: Draft) -> None:
    """Forget a file; what it needed is freed, what was imported from it stays."""
    draft.close()
    there = drafts()
    there.remove(draft)
    waiting = next((d for d in there if d.imported is None), there[0] if there else None)
    state.keep(CURRENT, waiting.number if waiting else None)


def guarded(draft: Draft, step: Callable[[], None]) -> bool:
    """Run a step of a file's way in; False after a bug, which costs this file, with an apology, and not the page."""
    try:
        step()
    except QMError as error:
        draft.trouble = str(error)
    except Exception as error:
        put_away(draft)
        show_error(error)
        return False
    return True


def uploader(store: Store) -> None:
    """The place to drop files on. What is dropped goes to disk, and out of the server's memory, at once."""
    key = state.key(UPLOAD)
    st.file_uploader("Drop files here", accept_multiple_files=True, key=key, on_change=_take, args=(store, key))
    for sentence in state.kept(REFUSED, []):
        st.error(literal(sentence), icon=":material/error:")


def picker() -> None:
    """Which of several files to look at."""
    there = drafts()
    if len(there) < 2:
        return
    chosen = current()
    names = {d.number: f"{_mark(d)} {literal(d.name)}" for d in there}
    key = f"data.pick.{'.'.join(str(d.number) for d in there)}.{chosen.number if chosen else 0}"
    st.segmented_control(
        "Files",
        list(names),
        default=chosen.number if chosen else None,
        format_func=names.__getitem__,
        key=key,
        required=True,
        on_change=_pick,
        args=(key, chosen),
    )


def _pick(key: str, before: Draft | None) -> None:
    """Look at the chosen file, unless another came up since."""
    chosen = state.typed(key)
    if chosen is not None and current() is before:
        state.keep(CURRENT, chosen)


def title(draft: Draft) -> None:
    """The file's name, its size, and the way to put it away."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"#### {literal(draft.name)} :gray[{size_text(draft.size)}]", width="content")
        st.button(
            "Put away",
            icon=":material/close:",
            type="tertiary",
            key=f"away.{draft.number}",
            on_click=put_away,
            args=(draft,),
            disabled=draft.running,
            help="Forget this file; what was imported stays",
        )


def _mark(draft: Draft) -> str:
    if draft.imported is not None:
        return ":material/check_circle:"
    return ":material/error:" if draft.reading is None and draft.trouble else ":material/draft:"


def _take(store: Store, key: str) -> None:
    """Files to disk; the uploader begins anew and empty."""
    # What was let go of stands in the list as deleted when Streamlit looks at it again.
    found = [file for file in state.typed(key) or [] if isinstance(file, UploadedFile)]
    if not found:
        return
    refused: list[str] = []
    state.keep(REFUSED, refused)
    new = []
    for file in found:
        try:
            if file.name.lower().endswith(".toml"):
                _take_mapping(file)
            else:
                new.extend(_drafts_of(store, file))
        except QMError as error:
            refused.append(str(error))
        except OSError as error:
            refused.append(f"{file.name} could not be kept on this disk: {error.strerror or error}; free some space.")
        finally:
            _let_go(file)
    if new:
        drafts().extend(new)
        look_at(new[0])
    state.renew(UPLOAD)


def _drafts_of(store: Store, file: UploadedFile) -> list[Draft]:
    """A file, or each file of a ZIP archive."""
    first = Draft(store, file.name, file)
    with TemporaryDirectory(dir=store.staging) as folder:
        inside = unzipped(first.path, Path(folder))
        if len(inside) < 2:
            return [first]
        drafts = []
        for path in inside:
            with path.open("rb") as content:
                drafts.append(Draft(store, path.name, content))
    first.close()
    return drafts


def _take_mapping(file: UploadedFile) -> None:
    draft = current()
    if draft is None or draft.reading is None or draft.imported is not None:
        raise QMError(f"{file.name} is a mapping file; drop the export it belongs to first.")
    if file.size > MOST_MAPPING:
        raise QMError(f"{file.name} is {size_text(file.size)} of text, which no mapping is; check the file.")
    try:
        text = file.getvalue().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise QMError(f"{file.name} is not text in UTF-8; save it again as UTF-8.") from None
    draft.use(parse_mapping(text, file.name), f"the file {file.name}")


def _let_go(file: UploadedFile) -> None:
    """Streamlit would keep the bytes in memory until the session ends."""
    context = get_script_run_ctx()
    if context and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(session_id=context.session_id, file_id=file.file_id)
