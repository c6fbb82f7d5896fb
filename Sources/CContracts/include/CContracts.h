#ifndef RELAY_CCONTRACTS_H
#define RELAY_CCONTRACTS_H

#include <stddef.h>
#include <stdint.h>

// The JSON files of this target as they stood when it was compiled: first byte and size of each, no zero behind.

extern const uint8_t *_Nonnull const relay_leadtrackr;
extern const size_t relay_leadtrackr_size;

extern const uint8_t *_Nonnull const relay_octanist;
extern const size_t relay_octanist_size;

extern const uint8_t *_Nonnull const relay_leadping;
extern const size_t relay_leadping_size;

extern const uint8_t *_Nonnull const relay_sendpilot;
extern const size_t relay_sendpilot_size;

extern const uint8_t *_Nonnull const relay_http;
extern const size_t relay_http_size;

extern const uint8_t *_Nonnull const relay_answers;
extern const size_t relay_answers_size;

extern const uint8_t *_Nonnull const relay_presets;
extern const size_t relay_presets_size;

// The routes file at the top of the repository.
extern const uint8_t *_Nonnull const relay_example;
extern const size_t relay_example_size;

#endif
