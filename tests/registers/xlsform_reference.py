"""What XLSForm has, for forms of others: the lists of pyxform 4.5, and ODK's pages of functions and appearances.

Written down once, as pyxform is no part of the product; names of columns and settings are in small letters.
"""

TYPES = """
text | string | q string | add text prompt
integer | int | q int | add integer prompt | percentage
decimal | q decimal | add decimal prompt
date | q date | add date prompt
time
datetime | date time | q datetime | q date time | add datetime prompt | add date time prompt
geopoint | gps | location | q geopoint | q location | add location prompt
geotrace | q geotrace
geoshape | q geoshape
image | photo | q image | q picture | add image prompt
audio | q audio | add audio prompt
video | q video | add video prompt
file | add file prompt
barcode | q barcode | add barcode prompt
acknowledge | trigger | q acknowledge | add acknowledge prompt
note | q note | add note prompt
calculate | q calculate | add calculate prompt
hidden
range
background-audio
background-geopoint
start | start time | get start time
end | end time | get end time
today | get today
deviceid | device id | imei | get device id | uri:deviceid
username | uri:username
phonenumber | phone number | get phone number | uri:phonenumber
email | uri:email
simserial | sim id | get sim id | uri:simserial
subscriberid | subscriber id | get subscriber id | uri:subscriberid
audit
start-geopoint
osm
csv-external
xml-external
select_one yn | select one yn | select1 yn | select one from yn | select one using yn | add select one prompt using yn
select_multiple yn | select all that apply yn | select all that apply from yn | select multiple from yn
select multiple using yn | add select multiple prompt using yn | select_multiple yn or_other
select_one yn or_other | select_one yn or specify other
q select | q select1
rank yn
select_one_external yn | select one external yn
select_one_from_file a.csv | select one from file a.csv
select_multiple_from_file a.csv | select multiple from file a.csv
select_one ${r}
number of days in last month | number of days in last six months | number of days in last year
"""
BLOCKS = "begin_group begin_repeat begin_loop begin_lgroup begin_looped_group"
SURVEY = """
type name label hint guidance_hint appearance required required_message relevant constraint constraint_message
calculation choice_filter parameters default read_only repeat_count trigger autoplay accuracythreshold rows disabled
save_to media::image media::big-image media::audio media::video image big-image audio video compact_tag intent
noapperrorstring no_app_error_string body::accuracythreshold bind::type instance::odk:tag bind::relevant
caption command tag value relevance readonly calculate count constraining_message requiredmsg
sms_field sms_option sms_separator sms_allow_media sms_date_format sms_datetime_format sms_response
"""
CHOICES = "list_name name label caption value image big-image audio video media::image geometry"
SETTINGS = """
form_title title set_form_title form_id id_string set_form_id version instance_name default_language public_key
submission_url auto_send auto_delete style name namespaces allow_choice_duplicates client_editable instance_id
omit_instanceid clean_text_values add_none_option flat sms_keyword prefix delimiter compact_tag attribute::x
instance_xmlns
"""
SHEETS = "survey choices settings external_choices osm entities"
PARAMETERS = """
start end step tick_interval placeholder tick_labelset randomize seed value label max-pixels quality
app capture-accuracy warning-accuracy allow-mock-accuracy rows incremental
location-priority location-min-interval location-max-age track-changes track-changes-reasons identify-user
"""
APPEARANCES = """
multiline numbers thousands-sep url ex:org.example.app bearing vertical no-ticks picker rating no-calendar month-year
year ethiopian coptic islamic bikram-sambat myanmar persian placement-map maps hide-input signature draw annotate new
new-front new-rear selfie front printer:org.example quick autocomplete minimal search("a") likert columns columns-pack
columns-2 no-buttons image-map map label list-nolabel list field-list table-list compact quickcompact counter masked
hidden-answer w1 streetview satellite horizontal horizontal-compact
"""
FUNCTIONS = """
if position once selected selected-at count-selected jr:choice-name pulldata indexed-repeat count count-non-empty sum
max min join concat substr substring-before substring-after translate string-length normalize-space contains
starts-with ends-with regex coalesce number string boolean boolean-from-string int round abs pow log log10 exp exp10
sqrt sin cos tan asin acos atan atan2 pi random randomize uuid today now date date-time decimal-date-time decimal-time
format-date format-date-time checklist weighted-checklist true false not area distance geofence digest base64-decode
extract-signed instance current last-saved version depend property intersects
"""
OPERATORS = "+ - * div mod = != < <= > >= and or ."


def names(listed: str) -> list[str]:
    """The constructs of one of these lists, in order: a line is of those that mean the same."""
    parts = listed.split("\n") if "|" in listed else [" | ".join(listed.split())]
    return [one.strip() for part in parts for one in part.split("|") if one.strip()]
