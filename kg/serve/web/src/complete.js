// Completion: the words of SPARQL, our prefixes, and the names of entities as the server resolves them.
const WORDS = (
  'SELECT CONSTRUCT ASK DESCRIBE WHERE FILTER OPTIONAL UNION MINUS GRAPH BIND VALUES DISTINCT COUNT SUM AVG MIN MAX ' +
  'SAMPLE GROUP_CONCAT EXISTS NOT LIMIT OFFSET PREFIX HAVING CONTAINS STRSTARTS REGEX LANG STR BOUND COALESCE IF'
).split(' ');
const PHRASES = ['GROUP BY', 'ORDER BY', 'FROM', 'FROM NAMED'];
const PREFIXES = ['ik:', 'id:', 'doc:', 'fact:', 'obs:', 'skos:', 'rdfs:', 'rdf:', 'prov:', 'oa:', 'schema:', 'xsd:'];
const OPTIONS = [
  ...[...WORDS, ...PHRASES].map((label) => ({ label, type: 'keyword' })),
  ...PREFIXES.map((label) => ({ label, type: 'namespace' })),
];

export function KEYWORDS(context) {
  const word = context.matchBefore(/[A-Za-z]+/);
  return word && (word.from !== word.to || context.explicit) ? { from: word.from, options: OPTIONS } : null;
}

/** Names after `id:` or in any run of Chinese: each becomes the entity's IRI. */
export async function suggestions(context) {
  const word = context.matchBefore(/(id:)?[\p{L}\p{N}]{2,}|id:/u);
  if (!word) return null;
  const said = word.text.replace(/^id:/, '');
  if (!word.text.startsWith('id:') && !/\p{Script=Han}/u.test(said)) return null;
  if (!said) return null;
  const response = await fetch(`/api/suggest?limit=12&q=${encodeURIComponent(said.slice(0, 100))}`);
  if (!response.ok || context.aborted) return null;
  const found = await response.json();
  const options = found.suggestions.map((match) => ({
    label: match.name,
    displayLabel: match.label,
    detail: match.class.zh,
    apply: `<${match.iri}>`,
  }));
  return { from: word.from, options, filter: false };
}
