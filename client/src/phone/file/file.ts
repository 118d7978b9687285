/** What is loaded for files with unsent work: the screen, and the note that offers it. */

export { FileOffer } from './FileOffer'
export { FileScreen } from './FileScreen'
