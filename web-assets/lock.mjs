// Takes the addresses out of package-lock.json: what is installed is held by its checksum, wherever it comes from.

import { readFile, rename, writeFile } from "node:fs/promises";

const file = new URL("package-lock.json", import.meta.url);
const lock = JSON.parse(await readFile(file, "utf8"));
for (const entry of Object.values(lock.packages)) {
  delete entry.resolved;
  delete entry.funding;
}
const part = new URL("package-lock.json.part", import.meta.url);
await writeFile(part, `${JSON.stringify(lock, null, 2)}\n`);
await rename(part, file);
