// What the portal is made of, as CycloneDX 1.6: every package that its build has resolved. After a build:  node .ci/sbom.mjs > sbom.json
import { readFileSync } from "node:fs";

/** @param {string} path from the root of the repository */
const read = (path) => JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), "utf8"));

/** @param {string} base64 */
const hash = (base64) => [{ alg: "SHA-512", content: Buffer.from(base64, "base64").toString("hex") }];

/**
 * @param {string} name
 * @param {string} version
 * @param {string} purl
 * @param {string | undefined} sha512 in base64
 */
const component = (name, version, purl, sha512) =>
  ({ type: "library", "bom-ref": purl, name, version, purl, ...(sha512 ? { hashes: hash(sha512) } : {}) });

const nuget = Object.entries(read("src/WebUI/obj/project.assets.json").libraries)
  .filter(([, library]) => library.type === "package")
  .map(([id, { sha512 }]) => {
    const [name, version] = id.split("/");
    return component(name, version, `pkg:nuget/${name}@${version}`, sha512);
  });

const npm = Object.entries(read("src/WebUI/package-lock.json").packages)
  .filter(([path]) => path !== "")
  .map(([path, { version, integrity, dev }]) => {
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    const sha512 = integrity?.startsWith("sha512-") ? integrity.slice(7) : undefined;
    const made = component(name, version, `pkg:npm/${name.replace("@", "%40")}@${version}`, sha512);
    // It only builds the portal.
    return dev ? { ...made, scope: "excluded" } : made;
  });

process.stdout.write(`${JSON.stringify({
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  version: 1,
  metadata: { component: { type: "application", name: "chat-ai", "bom-ref": "chat-ai" } },
  components: [...nuget, ...npm].sort((a, b) => (a.purl < b.purl ? -1 : 1)),
}, null, 2)}\n`);
