// What the server knows of the neighbours of things, and where a thing has its page.

const ID = "https://w3id.org/rendakg/";

/** The nodes and edges at most one link from `iri`; rejects with the reason in words. */
export async function neighbours(api, iri, lang) {
  const answer = await fetch(`${api}?${new URLSearchParams({ iri, hops: "1", lang })}`, {
    headers: { Accept: "application/json" },
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

/** The address of a thing's own page on this server, or none for an IRI of elsewhere. */
export function pageOf(iri) {
  return iri.startsWith(`${ID}id/`) || iri.startsWith(`${ID}code/`) ? encodeURI(`/${iri.slice(ID.length)}`) : null;
}
