/** The English of all texts of the desk. */

import desk from './desk/en.json'
import screens from './screens/en.json'

export default { ...desk, ...screens }
