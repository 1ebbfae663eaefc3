"""A workbook of XlsxWriter whose cells give back every text that they were given, and whose notes are written fast.

XlsxWriter leaves an underscore as it is that both ends and begins what looks like an escape, as in ``_x0041_x0042_``,
and so would be read as other characters.
Changes when XlsxWriter writes the texts of cells in another way.
"""

import xlsxwriter
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings

from planner.workbook.planbook.notes_writing import NoteBoxes, NoteTexts
from planner.workbook.xlsx.cell_writing import stored_text


class Workbook(xlsxwriter.Workbook):  # type: ignore[misc]  # XlsxWriter has no types
    """XlsxWriter's workbook, the shared texts of its cells escaped by :func:`stored_text`."""

    def _get_packager(self) -> Packager:
        return _Packager()


class _Packager(Packager):  # type: ignore[misc]
    def _write_comment_files(self) -> None:
        for number, sheet in enumerate((one for one in self.workbook.worksheets() if one.has_comments), 1):
            texts = NoteTexts()
            texts._set_xml_writer(self._filename(f"xl/comments{number}.xml"))
            texts._assemble_xml_file(sheet.comments_list)

    def _write_vml_files(self) -> None:
        for number, sheet in enumerate((one for one in self.workbook.worksheets() if one.has_comments), 1):
            boxes = NoteBoxes()
            boxes._set_xml_writer(self._filename(f"xl/drawings/vmlDrawing{number}.vml"))
            boxes._assemble_xml_file(sheet.vml_data_id, sheet.vml_shape_id, sheet.comments_list)

    def _write_shared_strings_file(self) -> None:
        if self.workbook.str_table.count:
            texts = _SharedTexts()
            texts.string_table = self.workbook.str_table
            texts._set_xml_writer(self._filename("xl/sharedStrings.xml"))
            texts._assemble_xml_file()


class _SharedTexts(SharedStrings):  # type: ignore[misc]
    _escape_control_characters = staticmethod(stored_text)
