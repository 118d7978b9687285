/** What is loaded for photos: the field of a form, the answer of a record, the choice in the settings, and previews. */

export { PhotoAnswer } from './PhotoAnswer'
export { PhotoField } from './PhotoField'
export { PhotoSetting } from './PhotoSetting'
export { keepPreviews } from './previews'
