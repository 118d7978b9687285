/**
 * What only some forms are drawn with, in one part that is loaded with the first of these, and kept for offline: the
 * parts of a long form, and the inputs for times and barcodes.
 */

export { loadWidgetTexts } from '../../text/widgets'
export { Parts } from '../sections/Parts'
export { Widget } from './Widget'
