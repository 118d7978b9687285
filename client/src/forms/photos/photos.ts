/** What is loaded for photos: the field of a form, the answer of a record, and the choice in the settings. */

export { PhotoAnswer } from './PhotoAnswer'
export { PhotoField } from './PhotoField'
export { PhotoSetting } from './PhotoSetting'
