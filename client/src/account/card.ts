/**
 * The address on a printed card with somebody's one-time code: it opens the sign-in page with both filled in. The code
 * stands in the fragment, which browsers send to nobody, so that no log keeps it.
 */
export const cardAddress = (username: string, code: string) =>
  `${location.origin}/vao?ten=${encodeURIComponent(username)}#ma=${code}`

/** The one-time code in the address of the page, if a card opened it; else ''. */
export const codeOnCard = () => new URLSearchParams(location.hash.slice(1)).get('ma') ?? ''
