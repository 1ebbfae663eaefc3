"""The notes of a sheet, each written in one piece: its text, and the box in which Excel shows it.

XlsxWriter writes each tag of each of them by a call of its own, which takes a tenth of a large plan's time.
Changes when XlsxWriter writes notes in another way.
"""

from typing import Any

from xlsxwriter.comments import Comments
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.vml import Vml


class NoteTexts(Comments):  # type: ignore[misc]  # XlsxWriter has no types
    """The part that holds the texts of a sheet's notes."""

    def _write_comment(self, note: Any, author: int) -> None:
        text = self._escape_control_characters(self._escape_data(note.text))
        space = "" if note.text == note.text.strip() else ' xml:space="preserve"'
        self.fh.write(
            f'<comment ref="{xl_rowcol_to_cell(note.row, note.col)}" authorId="{author}"><text><r><rPr>'
            f'<sz val="{note.font_size}"/><color indexed="81"/><rFont val="{note.font_name}"/>'
            f'<family val="{note.font_family}"/></rPr><t{space}>{text}</t></r></text></comment>'
        )


class NoteBoxes(Vml):  # type: ignore[misc]
    """The part that holds the boxes of a sheet's notes, hidden until somebody points at the cell."""

    def _write_comment_shape(self, number: int, z_index: int, note: Any) -> None:
        left, top, width, height = self._pixels_to_points(note.vertices)
        column, row, x, y, last_column, last_row, last_x, last_y = note.vertices[:8]
        self.fh.write(
            f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:{left:.15g}pt;'
            f"margin-top:{top:.15g}pt;width:{width:.15g}pt;height:{height:.15g}pt;z-index:{z_index};"
            'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
            '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
            '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
            '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
            f"<x:Anchor>{column}, {x}, {row}, {y}, {last_column}, {last_x}, {last_row}, {last_y}</x:Anchor>"
            f"<x:AutoFill>False</x:AutoFill><x:Row>{note.row}</x:Row><x:Column>{note.col}</x:Column>"
            "</x:ClientData></v:shape>"
        )
