/** Drafts of forms, for the screens, which must not import the store themselves. */
export { dropDraft, getDraft, OPEN, putDraft } from '../store/drafts'
