#include "CContracts.h"

static const uint8_t leadtrackr_bytes[] = {
#embed "leadtrackr.json"
};
const uint8_t *_Nonnull const relay_leadtrackr = leadtrackr_bytes;
const size_t relay_leadtrackr_size = sizeof leadtrackr_bytes;

static const uint8_t octanist_bytes[] = {
#embed "octanist.json"
};
const uint8_t *_Nonnull const relay_octanist = octanist_bytes;
const size_t relay_octanist_size = sizeof octanist_bytes;

static const uint8_t leadping_bytes[] = {
#embed "leadping.json"
};
const uint8_t *_Nonnull const relay_leadping = leadping_bytes;
const size_t relay_leadping_size = sizeof leadping_bytes;

static const uint8_t sendpilot_bytes[] = {
#embed "sendpilot.json"
};
const uint8_t *_Nonnull const relay_sendpilot = sendpilot_bytes;
const size_t relay_sendpilot_size = sizeof sendpilot_bytes;

static const uint8_t http_bytes[] = {
#embed "http.json"
};
const uint8_t *_Nonnull const relay_http = http_bytes;
const size_t relay_http_size = sizeof http_bytes;

static const uint8_t answers_bytes[] = {
#embed "answers.json"
};
const uint8_t *_Nonnull const relay_answers = answers_bytes;
const size_t relay_answers_size = sizeof answers_bytes;

static const uint8_t presets_bytes[] = {
#embed "presets.json"
};
const uint8_t *_Nonnull const relay_presets = presets_bytes;
const size_t relay_presets_size = sizeof presets_bytes;

static const uint8_t example_bytes[] = {
#embed "../../routes.json"
};
const uint8_t *_Nonnull const relay_example = example_bytes;
const size_t relay_example_size = sizeof example_bytes;
