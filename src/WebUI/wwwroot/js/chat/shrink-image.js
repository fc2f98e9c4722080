// What models look at is no larger.
const maxSide = 1568;
const smallBytes = 1_000_000;
const jpegQuality = 0.85;

/**
 * Re-encodes an image, so that its metadata, such as the place where a photo was taken, stays on the device.
 * @param {File} file @returns {Promise<File>} the same one if it is no image, or none that this browser can show
 */
export async function shrinkImage(file) {
  if (!file.type.startsWith("image/") || file.type === "image/svg+xml") return file;
  const image = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  if (!image) return file;
  try {
    const scale = Math.min(1, maxSide / Math.max(image.width, image.height));
    const isSmall = scale === 1 && file.size <= smallBytes;
    // It may be an animation.
    if (file.type === "image/gif" && isSmall) return file;
    const canvas = draw(image, scale);
    const type = typeFor(file.type, isSmall, canvas);
    const drawn = await new Promise((/** @type {BlobCallback} */ done) => canvas.toBlob(done, type, jpegQuality));
    return drawn ? new File([drawn], nameFor(file.name, type), { type }) : file;
  } finally {
    image.close();
  }
}

function draw(/** @type {ImageBitmap} */ image, /** @type {number} */ scale) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.imageSmoothingQuality = "high";
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function typeFor(/** @type {string} */ type, /** @type {boolean} */ isSmall, /** @type {HTMLCanvasElement} */ canvas) {
  if (type === "image/jpeg") return type;
  const isKept = type === "image/gif" || (type === "image/png" && isSmall);
  return isKept || isTransparent(canvas) ? "image/png" : "image/jpeg";
}

function isTransparent(/** @type {HTMLCanvasElement} */ canvas) {
  const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
  for (let alpha = 3; alpha < pixels.length; alpha += 4) if (pixels[alpha] !== 255) return true;
  return false;
}

function nameFor(/** @type {string} */ name, /** @type {string} */ type) {
  const extension = type === "image/png" ? ".png" : ".jpg";
  const isRight = extension === ".png" ? /\.png$/i.test(name) : /\.jpe?g$/i.test(name);
  return isRight ? name : name.replace(/(\.[^.]*)?$/, extension);
}
