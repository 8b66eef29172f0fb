// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/module.h>
#include <net/cfg80211.h>

static const struct cfg80211_ops operations;
static struct wiphy *wiphy;

static struct ieee80211_channel channels[] = {
	{ .band = NL80211_BAND_2GHZ, .center_freq = 2412, .hw_value = 1, .max_power = 20 },
};
/* Those that 802.11b demands. */
static struct ieee80211_rate rates[] = {
	{ .bitrate = 10 }, { .bitrate = 20 }, { .bitrate = 55 }, { .bitrate = 110 },
};
static struct ieee80211_supported_band band = {
	.band = NL80211_BAND_2GHZ,
	.channels = channels,
	.n_channels = ARRAY_SIZE(channels),
	.bitrates = rates,
	.n_bitrates = ARRAY_SIZE(rates),
};

static int __init kwifi_init(void)
{
	int err;

	wiphy = wiphy_new(&operations, 0);
	if (!wiphy)
		return -ENOMEM;
	wiphy->bands[NL80211_BAND_2GHZ] = &band;
	wiphy->interface_modes = BIT(NL80211_IFTYPE_STATION);
	err = wiphy_register(wiphy);
	if (err)
		wiphy_free(wiphy);
	else
		pr_info("channel %d\n", ieee80211_freq_khz_to_channel(MHZ_TO_KHZ(2412)));
	return err;
}

static void __exit kwifi_exit(void)
{
	wiphy_unregister(wiphy);
	wiphy_free(wiphy);
}

module_init(kwifi_init);
module_exit(kwifi_exit);
MODULE_LICENSE("GPL");
