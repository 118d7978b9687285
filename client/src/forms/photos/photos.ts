/**
 * What is loaded for photos: the field of a form, the answer of a record, the choice in the settings, previews, those in
 * a row of a list, and what other apps have shared.
 */

export { PhotoAnswer } from './PhotoAnswer'
export { PhotoField } from './PhotoField'
export { PhotoSetting } from './PhotoSetting'
export { keepPreviews } from './previews'
export { Share } from './shared/Share'
export { Thumbs } from './Thumbs'
