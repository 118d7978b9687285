/** Scrolls what has just opened below a button into view, whole; to be given as the `ref` of its element. */
export const showWhole = (opened: HTMLElement | null) => opened?.scrollIntoView({ block: 'center' })
