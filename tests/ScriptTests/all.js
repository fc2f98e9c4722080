// All tests in one process: jsdom takes longer to load than most tests take.
import { readdirSync } from "node:fs";

const folder = new URL(".", import.meta.url);
for (const name of readdirSync(folder).filter((file) => file.endsWith(".test.js"))) await import(new URL(name, folder));
