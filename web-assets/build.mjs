// Bundles the scripts and styles of the pages into kg/web/assets: everything in it, nothing from another host.

import { readFile, rename, rm } from "node:fs/promises";
import { build } from "esbuild";

const OUT = new URL("../kg/web/assets", import.meta.url).pathname;
const PART = `${OUT}.part`;

// The pages' security policy allows no style inside a page. A table of YASGUI adds one for its columns, and says it as
// a style element; a constructed style sheet does the same and needs no exception.
const ADDED = 'o.type = "text/css", o.gripid = r, o.styleSheet ? o.styleSheet.cssText = n : '
  + "o.appendChild(document.createTextNode(n)), e.appendChild(o);";
const ADOPTED = "const known = (window.adoptedByTables ??= new Set()); if (!known.has(r)) { known.add(r); "
  + "const sheet = new CSSStyleSheet(); sheet.replaceSync(n); document.adoptedStyleSheets.push(sheet); }";

const withoutStyleElements = {
  name: "without style elements",
  setup(building) {
    building.onLoad({ filter: /yasgui\.esm\.js$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      if (text.split(ADDED).length !== 2) {
        throw new Error(`${path}: the place that adds a style element is not there once; look for gripid`);
      }
      return { contents: text.replace(ADDED, ADOPTED), loader: "js" };
    });
  },
};

await rm(PART, { recursive: true, force: true });
await build({
  entryPoints: ["query", "graph"].map((name) => new URL(`src/${name}.js`, import.meta.url).pathname),
  outdir: PART,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "linked",
  charset: "utf8",
  loader: { ".svg": "dataurl", ".woff2": "file", ".ttf": "file" },
  plugins: [withoutStyleElements],
});
await rm(OUT, { recursive: true, force: true });
await rename(PART, OUT);
