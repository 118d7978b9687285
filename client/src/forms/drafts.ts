/** What is being typed, as screens have it: each form's own, kept apart from what was saved. */
export { dropDraft, getDraft, OPEN, putDraft } from '../store/drafts'
