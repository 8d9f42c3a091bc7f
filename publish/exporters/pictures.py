"""Pictures made ready for an edition: formats that every reader shows, at a size it can hold."""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from publish.exporters.vector import is_svg, rasterize
from publish.model import Image
from publish.report import Notice

if TYPE_CHECKING:
    from PIL.Image import Image as Pillow

# Older e-readers and Apple Books refuse pictures of more than about 4 million pixels.
MAX_PIXELS = 4_000_000
# What a decoder may hold in memory: 80 million pixels are 320 MB as RGBA.
MAX_DECODED = 80_000_000
# Above this a picture is written anew, smaller: it makes page turns slow on e-ink readers.
MAX_BYTES = 3_000_000
JPEG_QUALITY = 85

_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it goes into an edition."""

    name: str
    media_type: str
    data: bytes
    width: int
    height: int
    animated: bool = False


class Pictures:
    """The pictures of one edition, each kept once.

    Attributes:
        notices: what could not be carried over.
        described, undescribed, decorative: pictures shown, by their alt text.
    """

    def __init__(self, folder: str = "images/") -> None:
        self.folder = folder
        self.notices: list[Notice] = []
        self.described = 0
        self.undescribed = 0
        self.decorative = 0
        self.kept: dict[str, Picture] = {}
        self._seen: dict[bytes, Picture | None] = {}

    def place(self, image: Image) -> Picture | None:
        """The picture for `image`, or None when there is nothing to show; both are noted."""
        name = image.source[-120:] or "without a name"
        if not image.data:
            self.notices.append(
                Notice("image-missing", f"The picture {name} is not in the edition: not available.")
            )
            return None
        key = hashlib.sha256(image.data).digest()
        if key not in self._seen:
            self._seen[key] = None
            try:
                made = prepare(image.data, f"{self.folder}{key.hex()[:16]}")
                self._seen[key] = self.kept[made.name] = made
            except UnreadablePicture as error:
                self.notices.append(
                    Notice("image-broken", f"The picture {name} is not in the edition: {error}.")
                )
        picture = self._seen[key]
        if picture is None:
            return None
        if image.alt is None:
            self.undescribed += 1
            self.notices.append(
                Notice("image-without-alt", f"The picture {name} has no description.")
            )
        elif image.alt.strip():
            self.described += 1
        else:
            self.decorative += 1
        return picture


class UnreadablePicture(Exception):
    """A picture that cannot be decoded; the message says why."""


def prepare(data: bytes, stem: str) -> Picture:
    """`data` in a form that every reader shows.

    JPEG, PNG and GIF of a sensible size stay as they are, byte for byte; everything else (WebP,
    AVIF, TIFF, SVG, CMYK, turned by an EXIF mark, too large) is written anew.

    Raises:
        UnreadablePicture: it is broken, of an unknown kind, or too large to decode.
    """
    from PIL import Image as PillowImage
    from PIL import ImageOps, UnidentifiedImageError

    if is_svg(data):
        try:
            data = rasterize(data)
        except ValueError as error:
            raise UnreadablePicture(f"it is an SVG drawing that is broken ({error})") from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with PillowImage.open(io.BytesIO(data)) as image:
                width, height = image.size
                if width * height > MAX_DECODED:
                    raise UnreadablePicture(f"it is too large ({width} by {height} pixels)")
                kind = PillowImage.MIME.get(image.format or "", "")
                turned = image.getexif().get(0x0112, 1) != 1
                animated = getattr(image, "n_frames", 1) > 1
                fits = width * height <= MAX_PIXELS and len(data) <= MAX_BYTES
                plain = image.mode in ("1", "L", "LA", "P", "RGB", "RGBA")
                if kind in _ENDINGS and plain and fits and not turned:
                    image.load()
                    name = f"{stem}.{_ENDINGS[kind]}"
                    return Picture(name, kind, data, width, height, animated)
                image.draft("RGB", _fitted(width, height))
                return _encode(ImageOps.exif_transpose(image), stem)
    except UnreadablePicture:
        raise
    except UnidentifiedImageError as error:
        raise UnreadablePicture("it is broken or of an unknown kind") from error
    except Exception as error:  # Pillow's decoders raise nearly anything on broken files
        raise UnreadablePicture(f"it is broken ({type(error).__name__})") from error


def _fitted(width: int, height: int) -> tuple[int, int]:
    scale = min(1.0, (MAX_PIXELS / (width * height)) ** 0.5)
    return max(1, int(width * scale)), max(1, int(height * scale))


def _encode(image: Pillow, stem: str) -> Picture:
    """`image` as PNG where it has transparency or few colours, as JPEG otherwise."""
    transparent = image.mode in ("LA", "PA", "RGBA", "RGBa") or "transparency" in image.info
    image = image.convert("RGBA" if transparent else "RGB")
    size = _fitted(*image.size)
    if size != image.size:
        image = image.resize(size)
    drawing = not transparent and image.getcolors(256) is not None
    out = io.BytesIO()
    if transparent or drawing:
        image.save(out, "PNG", optimize=True)
        kind = "image/png"
    else:
        image.save(out, "JPEG", quality=JPEG_QUALITY, optimize=True)
        kind = "image/jpeg"
    return Picture(f"{stem}.{_ENDINGS[kind]}", kind, out.getvalue(), *image.size)
