"""The stories that pairs of claims are drawn from, which of them are for what, and how many pairs each gives.

The halves `tune` and `check` are measured, and `held`, which was drawn later to judge by together with `check`: a pair
of either is read by nobody who works on how claims are matched. `train` is there to be learnt from: marked by the same
rules, and no measure of anything that was fitted to it. The splits share no story, so no report either.
"""

from __future__ import annotations

from collections.abc import Mapping

from claim_pair_draw import STRATA

HALVES = ("tune", "check")
JUDGED = ("check", "held")
"""What the project is judged by."""
MEASURED = (*HALVES, "held")
"""What is measured."""
_HALF_STORY, _HELD_STORY, _STORY, _STORY_OF_45 = (
    dict(zip(STRATA, sizes, strict=True))
    for sizes in ((5, 5, 4, 4, 3, 0, 1), (6, 6, 6, 6, 4, 0, 1), (9, 9, 9, 9, 6, 0, 2), (10, 10, 9, 9, 5, 0, 2))
)
"""Pairs of a story, from each stratum, where it gives less than the 65 of `tune` and `check`: some shares of these, so
that more stories are met for the same work. The two makers of `train` cut the shares a little differently."""
_TRAIN: Mapping[str, Mapping[str, int]] = {
    "basil/3ae35b16": _HALF_STORY,
    "basil/70c75d68": _HALF_STORY,
    "clusters/bruce_arians_emotional_in_announcing_retirement_from_coaching_cites_family": _STORY,
    "clusters/israel_indicts_palestinian_teenage_girl_who_punched_soldier_army": _STORY,
    "clusters/kim_jong_un_offers_rare_olive_branch_to_south_korea": _STORY,
    "clusters/panama_papers": _STORY,
    "clusters/Google_enables_Pixel_Visual_Core": _STORY_OF_45,
    "clusters/Justin_Timberlake_halftime_show": _STORY_OF_45,
    "clusters/PS4_System_Update_5_50": _STORY_OF_45,
    "clusters/Quentin_Tarantino_Uma_Thurman_car_crash": _STORY_OF_45,
    "clusters/china_promises_the_moon": _STORY_OF_45,
    "clusters/first_planets_outside_the_Milky_Way": _STORY_OF_45,
    "clusters/former_Facebook_and_Apple_employees": _STORY_OF_45,
}
_HELD: Mapping[str, Mapping[str, int]] = dict.fromkeys(
    (
        "basil/4f473faf",
        "basil/6b541575",
        "basil/70c744ad",
        "clusters/Apple_removed_Telegram",
        "clusters/Intel_smart_glass",
        "clusters/amazon_and_microsoft_employees_caught_up_in_sex_trafficking_sting",
        "clusters/erie_smashes_snowfall_record_with_flakes_still_falling",
        "clusters/rihanna_calls_for_an_end_to_gun_violence_after_death_of_her_cousin_in_barbados",
        "clusters/smoke_rings_spotted_in_the_ocean_from_space",
    ),
    _HELD_STORY,
)
STORIES: Mapping[str, tuple[str, ...]] = {
    "tune": (
        "clusters/chinas_tiangong_1_space_station_is_out_of_control_and_will_soon_fall_to_earth",
        "clusters/hack_equifax_breach",
        "clusters/truck_attack_in_nice",
        "oreshnik",
    ),
    "check": (
        "basil/c9e4d35f",
        "clusters/boko_haram_21_schoolgirls_freed",
        "clusters/croydon_tram_trash",
        "clusters/cubs_win_championship",
    ),
    "held": tuple(_HELD),
    "train": tuple(_TRAIN),
}
"""The stories of each split: chosen for their kinds (an attack, a theft of data, a station that falls, a deployment; a
denial, captives, an accident, a championship; a boycott, a scuffle, a tax rule, an app that is banned, glasses, a
sting, a snowfall, a mourning, eddies in the sea; to train by, two speeches of a president and what they met, a
retirement, an indictment, an overture, a leak, a chip, a show, an update, a crash, two of space, a campaign) before any
pair of them was marked."""


def pairs_of_strata(story: str) -> Mapping[str, int]:
    """Return how many pairs of a story are drawn from each stratum, in the order in which they are asked.

    >>> [sum(pairs_of_strata(story).values()) for story in ("oreshnik", "basil/3ae35b16", "basil/4f473faf")]
    [65, 22, 29]
    """
    return {**_TRAIN, **_HELD}.get(story, STRATA)
