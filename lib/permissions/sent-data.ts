/**
 * What leaves this device with a label, in the words of Firefox's data consent: the address of the labeled page, the answer
 * given there and for how long, the text that was labeled where it is a part of the page, and the address that is paid.
 * Practice and private question sets send nothing, and are not asked about.
 * Manifest and request name the same list: Firefox refuses what the manifest does not name.
 *
 * https://extensionworkshop.com/documentation/develop/firefox-builtin-data-consent/#taxonomy
 */
export const sentData: ['browsingActivity', 'websiteActivity', 'websiteContent', 'financialAndPaymentInfo'] =
  ['browsingActivity', 'websiteActivity', 'websiteContent', 'financialAndPaymentInfo'];
