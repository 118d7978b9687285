/**
 * What is loaded for photos: the field of a form, the answer of a record, the choice in the settings, previews, and those
 * in a row of a list.
 */

export { PhotoAnswer } from './PhotoAnswer'
export { PhotoField } from './PhotoField'
export { PhotoSetting } from './PhotoSetting'
export { keepPreviews } from './previews'
export { Thumbs } from './Thumbs'
