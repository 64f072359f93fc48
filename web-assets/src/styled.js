// The style sheet of a script: linked beside it, unless the page does so itself.

/** Link `name` of the folder that the script at `script` (its import.meta.url) comes from. */
export function styled(script, name) {
  const { href } = new URL(name, script);
  if ([...document.styleSheets].some((sheet) => sheet.href === href)) return Promise.resolve();
  const link = document.createElement("link");
  link.rel = "stylesheet";
  return new Promise((done) => {
    link.onload = link.onerror = done;
    link.href = href;
    document.head.append(link);
  });
}
