import { existsSync, readFileSync } from "node:fs";

const folder = new URL("../recorded/", import.meta.url);

function read(name) {
  const file = new URL(name, folder);
  if (existsSync(file)) return readFileSync(file, "utf8");
  throw new Error(`There is no ${name}. Record the portal's pages once by the integration test ScriptTests (see README.md).`);
}

/** A recorded page, or a part of one. */
export const html = (name) => read(`${name}.html`);

/** A recorded response, or recorded events. */
export const json = (name) => JSON.parse(read(`${name}.json`));

/** The dashboard without its catalogue, which most tests do not need. */
export const dashboardWithoutCatalogue = (name) => html(name).replace(/<section[^>]*id="catalogue"[\s\S]*?<\/section>/, "");
