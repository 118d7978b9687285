/** Drafts as screens use them; the store keeps them. */
export { dropDraft, getDraft, OPEN, putDraft } from '../store/drafts'
