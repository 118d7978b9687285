/**
 * The English of all texts of a phone, in one file: that of a part in its own would weigh less than the headers of its
 * answer.
 */

import app from './en.json'
import file from './file/en.json'
import help from './help/en.json'
import photos from './photos/en.json'
import pin from './pin/en.json'
import record from './record/en.json'
import school from './school/en.json'
import widgets from './widgets/en.json'
import year from './year/en.json'

export default { ...app, ...file, ...help, ...photos, ...pin, ...record, ...school, ...widgets, ...year }
