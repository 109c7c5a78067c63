"""What may be uploaded: sizes, types and dimensions of files, and sizes of bodies."""

import re
from collections.abc import Iterator
from typing import Final

from luke_cli.notations.numbers.durations import Found
from luke_cli.notations.numbers.quantities import of_bytes, sizes
from luke_cli.notations.numbers.statement import Statement
from luke_cli.spec.facts import Authority

_FOREIGN: Final = (
    r"format(?:os?|i|e|en|y)\b|fotograf\w+|foto['’]?s\b|imagen(?:es|s)?\b|immagin[ei]\b|afbeelding\w*|zdję\w+|"
    r"adjunt[oa]s?\b|anexos?\b|allegat[oi]\b|bijlagen?\b|załącznik\w*|anh[äa]ng\w*|pièces? jointes?|documentos?\b|"
    r"documenti\b|justificatifs?\b|dokument[ey]\b|plik(?:i|ów)\b|bestanden\b|ficheros?\b|arquivos?\b"
)
"""What is uploaded, and formats, in other languages."""
_UPLOAD: Final = re.compile(
    rf"{_FOREIGN}|"
    r"upload|\bfiles?\b|client_max_body_size|drawings?\b|sketch(?:es)?\b|certificates?\b|recordings?\b|"
    r"image|receipt|photo|picture|attachment|document|avatar|logo|media|"
    r"video|fotos?|bild(?:er)?\b|imagen|imagem|foto|фото|图片|照片|画像|사진|anhänge?|adjunto|"
    r"pièces? jointes?|size_?limit|max(?:imum)?[ _-]?(?:file[ _-]?)?size|datei|archivo|fichier|файл|"
    r"berkas|文件|ファイル|\bscans?\b|drop ?zone|drag (?:and|&) drop"
)
_BODY: Final = re.compile(
    r"payload|request[ _]bod(?:y|ies)|json body|\bbod(?:y|ies)\b|body[- _](?:size|limit|parser)|"
    r"express\.json|urlencoded|request size|"
    r"\brequests? (?:larger|bigger|over|above)\b"
)
_FILES: Final = (
    r"(?:scans?|files?|uploads?|images?|photos?|attachments?|documents?|pictures?|videos?)"
)
_WITH_FILES: Final = re.compile(
    rf"\b{_FILES} (?:are )?(?:included|too|as well|alike)\b|"
    rf"\b(?:including|also for|even for|and so are|counting) (?:[a-z]+ ){{0,3}}?{_FILES}\b"
)
_NOT_SIZE: Final = re.compile(
    r"storage|disk|memory|\bram\b|database|backup|bundle|heap|cache|bandwidth|\blogs?\b|"
    r"volume|total|quota|requests?:|limits?: *\{|image_size|docker|growth|per (?:month|"
    r"year|day|tenant)|usage|\bexported\b|\brendered\b|cpu|data_volumes|test data"
)
_KINDS: Final = (
    ("avatar", re.compile(r"avatar|profile (?:picture|photo|image)")),
    ("logo", re.compile(r"\blogo")),
    ("video", re.compile(r"\bvideo")),
)
_TYPE: Final = (
    r"jpe?g|png|pdf|gif|webp|heic|heif|svg|docx?|xlsx?|csv|txt|mp4|mov|zip|bmp|tiff?|"
    r"pptx?|md|rtf|od[tsp]|mp3|wav|flac|m4a|avi|webm|avif|epub|json|xml|xliff|tmx|stl|ply|3mf|dicom|dcm|dng|eps|shp|ogg|opus|mkv|7z|rar|eml|dwg|dxf|psd|gpx|"
    r"kml|geojson|ics|vcf|ya?ml"
)
_A_TYPE: Final = re.compile(rf"\b(?:{_TYPE})\b")
_TYPES: Final = re.compile(
    rf"(?<![\w.])\.?(?:image/|application/|text/|video/)?(?:{_TYPE})\b(?:\s*(?:,|/|\||&|\+|"
    rf"and|or|und|oder|y|o|dan|e|et|ou|en|of|i|lub|,\s*(?:and|or))\s*\.?(?:image/|application/|text/|"
    rf"video/)?(?:{_TYPE})\b)*",
    re.IGNORECASE,
)
_TYPE_SUBJECT: Final = re.compile(
    rf"{_FOREIGN}|"
    r"upload|\bfile (?:types?|formats?)|image (?:types?|formats?)|formats?\b|allowed types|"
    r"attach|receipt|photo|picture|avatar|mime|accept|file type|drop ?zone|\bfiles?$|\bfile[ -]drop\b|\bdrop (?:an? |the |your )?files?\b|^(?:\w+ )?files?: |\ba file has\b|\bfiles? (?:may|must|can|(?:of )?up to)\b|bild(?:er)?\b|dateien|fotos?\b|imágenes|archivos|fichiers|dateitypen|"
    r"tipos? de archivo|форматы|allowed_?(?:types|extensions|mime\w*)|supported"
)
_NOT_TYPES: Final = re.compile(
    r"export|report|download|charts?(?! ?\()\b(?!.{0,60}\b(?:attach|upload|drop))|icons?\b|generate|render|asset|illustration|compress|"
    r"response format|informe|relat[óo]rio|bericht|rapport|raport|listado|import|log|data format|documentation|content-type"
)
_REPORT: Final = re.compile(r"\breports?\b")
_SENT: Final = re.compile(
    r"\bupload|\battach|\bfile[ -]drop\b|drop ?zone|\bfiles? (?:has|have|may|must|can|is|are) (?:\w+ ){0,2}(?:at most|up to|no )"
)
"""A report is made, unless it is one that somebody sends."""
_NAMED_TYPES: Final = re.compile(
    r"(?<![\w.])(?-i:JPE?G|jpe?g|PNG|png|PDF|pdf|GIF|WEBP|WebP|HEIC|MP3|MP4|DOCX?|XLSX?|CSV|TIFF?|STL|DWG|DXF|SVG|ZIP)\b"
    r"[^.;:]{0,60}?(?:up to|max\w*\.?|at most|≤|<|,|than|exceed|höchstens|bis|jusqu'à|hasta)\s*"
    r"\d+\s*MB|\d+\s*MB\b[\s,;:(]{1,3}(?:as |only )?(?-i:JPE?G|PNG|PDF|GIF|WEBP|WebP|HEIC|MP3|MP4|DOCX?|XLSX?)\b",
)
"""Types of files with a size are about what is sent: `PNG or WEBP up to 4 MB`."""
_SIZED: Final = re.compile(
    rf"\b(?:{_TYPE})(?:\s*(?:,|/|and|or)\s*(?:{_TYPE}))*,\s*\d+\s*MB\W*$", re.IGNORECASE
)
"""A cell that says no more than what a file is: `JPEG or HEIC, 8 MB`."""
_PIXELS: Final = re.compile(
    r"(?P<w>\d{3,5})\s*(?:px)?\s*[x×*]\s*(?P<h>\d{3,5})\s*(?:px|pixels?)?", re.IGNORECASE
)
_BYTES: Final = re.compile(
    r"(?:max_?(?:upload|file)_?size|upload_?(?:max_?)?(?:size|limit))(?:_?bytes)?\W{1,5}"
    r"(\d{5,11})\b(?!\s*[*\d])"
)
_PRODUCT: Final = re.compile(
    r"(?:max_?(?:upload|file)_?size|file_?size|upload_?limit)\w*\W{1,5}"
    r"(\d{1,4})\s*\*\s*1024\s*\*\s*1024"
)
_MB_KEY: Final = re.compile(
    r"^\w*(?:max|limit|size)_?(?:size_?)?(?:in_?)?(mb|kb|gb)\W{1,4}(\d{1,4})\b", re.IGNORECASE
)
_MAXIMUM: Final = re.compile(
    r"max|limit|up to|\bonly\b|höchstens|maximal|como máximo|máximo|au plus|no máximo|не больше|"
    r"до \d|最大|最多|以内|以下|최대|size|≤|<|at (?:the )?(?:very )?most|bis zu|hasta|jusqu|не более|maksimal|al massimo|massimo|maximaal|hooguit|najwyżej|maksymaln|under|over|refused|rejected|exceed|dépass|überschreit|superar|than|each|"
    r"per file|largest|biggest|\("
)


def read(statement: Statement) -> Iterator[Found]:
    """Yield the sizes and dimensions of a statement, and the types of files."""
    yield from _sizes(statement)
    yield from _pixels(statement)
    yield from types(statement)


def _sizes(statement: Statement) -> Iterator[Found]:
    text = statement.lower
    near = f"{text} {' '.join(statement.section[-1:])} {statement.lead}".lower()
    near += f" {' '.join(statement.keys)}".lower()
    near += " upload" if _NAMED_TYPES.search(statement.text) else ""
    if _NOT_SIZE.search(f"{text} {' '.join(statement.keys)}".lower()):
        return
    last = 0
    for value, start, end in _written(statement):
        before = text[last:start]
        about = before if _BODY.search(before) else text
        if _BODY.search(about) and _WITH_FILES.search(text):
            # What bounds every body bounds the files in it.
            yield "upload_max_size", value, start
        elif _BODY.search(about) and not re.search(r"upload|\bfile\b|image|receipt", about):
            yield "body_max_size", value, start
        elif _UPLOAD.search(near) and (_MAXIMUM.search(near) or _is_sized(statement)):
            clause = text[last:end] + re.split(r"[,;.]", text[end : end + 30])[0]
            kind = next((name for name, pattern in _KINDS if pattern.search(clause)), "")
            yield f"upload_max_size.{kind}" if kind else "upload_max_size", value, start
        last = end


def _is_sized(statement: Statement) -> bool:
    return statement.authority is not Authority.PROSE and bool(_SIZED.search(statement.text))


def _written(statement: Statement) -> Iterator[tuple[str, int, int]]:
    yield from ((size.value, size.start, size.end) for size in sizes(statement.text))
    match = _BYTES.search(statement.lower)
    if match is not None:
        yield of_bytes(match[1]), match.start(1), match.end()
    match = _MB_KEY.search(statement.text) if statement.keys else None
    if match is not None:
        yield f"{match[2]} {match[1].upper()}", match.start(2), match.end()
    match = _PRODUCT.search(statement.lower)
    if match is not None:
        yield f"{match[1]} MB", match.start(1), match.end()


def _pixels(statement: Statement) -> Iterator[Found]:
    if not re.search(
        r"max|limit|dimension|resolution|up to|at most|larger", statement.lower
    ) or not re.search(
        r"image|photo|picture|dimension|pixel|avatar|upload|receipt|scan",
        f"{statement.lower} {statement.around}",
    ):
        return
    if re.search(r"\*\s*1024\b", statement.text):
        return  # bytes
    for match in _PIXELS.finditer(statement.text):
        yield "upload_max_pixels", f"{int(match['w'])} px, {int(match['h'])} px", match.start()


def types(statement: Statement) -> Iterator[Found]:
    """Yield the types of files that may be uploaded."""
    text = statement.lower
    is_named = bool(_NAMED_TYPES.search(statement.text))
    above = " ".join((*statement.section[-1:], *statement.keys)).lower()
    above = "" if _NOT_TYPES.search(above) else above
    subject = f"{text} {statement.lead.lower()} {above}"
    if not _A_TYPE.search(text) or not (is_named or _TYPE_SUBJECT.search(subject)):
        return
    near = " ".join((text, *statement.section[-1:], *statement.keys)).lower()
    is_about = re.search(
        rf"{_FOREIGN}|"
        r"upload|receipt|image|photo|attach|file|avatar|document|picture|mime|bild(?:er)?\b|datei|"
        r"fotos?\b|imágenes|archivo|fichier",
        near,
    )
    is_other = _NOT_TYPES.search(_REPORT.sub("", text) if _SENT.search(text) else text)
    if is_other or not (is_named or is_about):
        return
    is_sized = any(True for _ in sizes(statement.text))
    for match in _TYPES.finditer(statement.text):
        # `Scans come as PDF, photos as JPEG; a file has at most 8 MB.`
        names = types_in(text if is_sized else match[0])
        if names in (["json"], ["xml"]) and not re.search(r"upload|\bfiles?\b|attach", text):
            continue  # `JSON only` is what bodies are written in
        sure = is_named or re.search(r"\bonly\b|allowed|accept|file types?", text)
        if len(names) > 1 or sure:
            yield "upload_types", ", ".join(names), match.start()
            return


def types_in(text: str) -> list[str]:
    """Return the types of files that a list of them names, each once."""
    names = re.findall(rf"(?<![A-Za-z0-9])(?:{_TYPE})\b", text, re.IGNORECASE)
    return list(dict.fromkeys(re.sub(r"^jpg$", "jpeg", name.lower()) for name in names))
