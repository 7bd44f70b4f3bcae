import type { LocaleTexts } from "./locale-texts.ts";

/** French. All of it is ours. */
export const fr: LocaleTexts = {
  names: {
    access_denied_by_not_valid_identifier: "Identifiant non valide",
    access_denied_by_not_valid_face_identifier: "Identifiant facial non valide",
    access_denied_by_not_valid_input_code: "Code d’accès incorrect",
    access_denied_by_remote_server_api_call: "Accès refusé par le serveur distant",
    access_denied_by_unknown_card: "Identifiant inconnu",
    access_denied_by_unknown_qr: "Code QR inconnu",
    access_denied_unknown_identifier: "Accès refusé pour un identifiant inconnu",
    access_denied_by_not_valid_shared_identifier: "Accès refusé pour un identifiant partagé",
    identifiers_without_linkage_to_user_access_denied:
      "Identifiants sans utilisateur associé non autorisés",
    multi_access_denied: "Accès multifacteur refusé",
    access_granted_by_api_call: "Accès autorisé",
    access_granted_by_call_host: "Serrure déverrouillée depuis le poste appelé",
    access_granted_by_master_code: "Code d’accès général saisi",
    access_granted_by_remote_server_api_call: "Accès autorisé par le serveur distant",
    access_granted_by_valid_identifier: "Serrure déverrouillée par identifiant",
    access_granted_by_valid_face_identifier: "Serrure déverrouillée par identifiant facial",
    access_granted_by_shared_identifier: "Accès autorisé pour un identifiant partagé",
    multi_access_granted: "Accès multifacteur autorisé",
    lock_was_opened_by_exit_btn: "Serrure déverrouillée par le bouton de sortie",
    lock_was_opened_by_free_access_button: "Serrure déverrouillée par le bouton d’accès libre",
    emergency_lock_is_opened: "Serrure déverrouillée sur alarme",
    door_was_opened: "Porte ouverte",
    door_was_closed: "Porte fermée",
    door_sensor_was_opened: "Contact de porte ouvert",
    door_sensor_was_closed: "Contact de porte fermé",
    lift_call_success: "Appel de l’ascenseur réussi",
    lift_call_error: "Échec de l’appel de l’ascenseur",
    lift_module_access_error: "Module ascenseur inaccessible",
    incoming_call: "Appel entrant",
    outgoing_call: "Appel sortant",
    outgoing_call_missed: "Appel sortant sans réponse",
    outgoing_call_web: "Appel sortant depuis l’interface web",
    device_booted: "Démarrage de l’appareil",
    sip_registration_lost: "Enregistrement SIP perdu",
    successful_login_api_call: "Connexion à l’interface web",
    successful_login_gui_settings: "Connexion au menu de configuration sur l’écran de l’appareil",
    incorrect_login_api_call: "Échec de connexion à l’interface web",
    incorrect_login_gui_settings:
      "Échec de connexion au menu de configuration sur l’écran de l’appareil",
    door_was_not_closed_too_long: "Porte restée ouverte trop longtemps",
    tamper_event: "Autoprotection déclenchée",
  },
  details: {
    access_denied_by_not_valid_identifier:
      "[L’identifiant non valide {number}|Un identifiant non valide] a été utilisé[, titulaire {owner}][, appartement {apartment_address}][, serrure {lock} non déverrouillée]",
    access_denied_by_not_valid_face_identifier:
      "[L’identifiant facial non valide {number}|Un identifiant facial non valide] a été utilisé[, titulaire {owner}][, appartement {apartment_address}][, serrure {lock} non déverrouillée]",
    access_denied_by_not_valid_input_code:
      "[Le code d’accès incorrect {code}|Un code d’accès incorrect] a été saisi",
    access_denied_by_remote_server_api_call: "L’accès a été refusé par le serveur distant",
    access_denied_by_unknown_card:
      "[L’identifiant inconnu {card|number}|Un identifiant inconnu] a été utilisé",
    access_denied_by_unknown_qr:
      "[Le code QR inconnu {qr|number}|Un code QR inconnu] a été utilisé",
    access_denied_unknown_identifier:
      "L’accès a été refusé pour [l’identifiant inconnu {identifier_number|number}|un identifiant inconnu][ de type {identifier_type|type:identifierType}]",
    access_denied_by_not_valid_shared_identifier:
      "L’accès a été refusé pour [l’identifiant partagé {used_identifiers_list:sharedIdentifier}|un identifiant partagé][, appartements : {apartments_list}][, motif : {reject_reasons:rejectReason}]",
    identifiers_without_linkage_to_user_access_denied:
      "L’accès a été refusé car l’identifiant[ {identifier_number|number}][ de type {identifier_type|type:identifierType}] n’est associé à aucun utilisateur",
    multi_access_denied:
      "L’accès multifacteur a été refusé[, identifiants : {used_identifiers_list:identifier}][, appartements : {apartments_list}][, motif : {reject_reasons:rejectReason}]",
    access_granted_by_api_call:
      "La serrure[ {lock}] a été déverrouillée[ {requestor:requestor}| via l’API]",
    access_granted_by_call_host:
      "La serrure[ {lock}] a été déverrouillée depuis le poste appelé[ ({host})]",
    access_granted_by_master_code:
      "Le code d’accès général[ {code}] a été saisi[, serrure {lock} déverrouillée]",
    access_granted_by_remote_server_api_call:
      "L’accès a été autorisé par le serveur distant[, serrure {lock} déverrouillée]",
    access_granted_by_valid_identifier:
      "[L’identifiant valide {number}|Un identifiant valide] a été utilisé[, titulaire {owner}][, appartement {apartment_address}][, serrure {lock} déverrouillée]",
    access_granted_by_valid_face_identifier:
      "[L’identifiant facial valide {number}|Un identifiant facial valide] a été utilisé[, titulaire {owner}][, appartement {apartment_address}][, serrure {lock} déverrouillée]",
    access_granted_by_shared_identifier:
      "L’accès a été autorisé pour [l’identifiant partagé {used_identifiers_list:sharedIdentifier}|un identifiant partagé][, appartements : {apartments_list}][, serrure {lock_number|lock} déverrouillée]",
    multi_access_granted:
      "L’accès multifacteur a été autorisé[, identifiants : {used_identifiers_list:identifier}][, appartements : {apartments_list}][, serrure {lock_number|lock} déverrouillée]",
    lock_was_opened_by_exit_btn: "La serrure[ {lock}] a été déverrouillée par le bouton de sortie",
    lock_was_opened_by_free_access_button:
      "La serrure[ {lock}] a été déverrouillée par le bouton d’accès libre",
    emergency_lock_is_opened: "La serrure[ {lock}] a été déverrouillée en raison d’une alarme",
    door_was_opened: "La porte a été ouverte",
    door_was_closed: "La porte a été fermée",
    door_sensor_was_opened: "Le contact de porte a signalé l’ouverture de la porte",
    door_sensor_was_closed: "Le contact de porte a signalé la fermeture de la porte",
    lift_call_success:
      "L’ascenseur[ {info.lift.short_name|info.lift.id|lift.short_name|lift.id}] a été appelé[ par {info.user.name|user.name}][, destination {info.destination.short_name|info.destination.id|destination.short_name|destination.id}]",
    lift_call_error:
      "L’appel de l’ascenseur[ par {info.user.name|user.name}] a échoué[, destination {info.destination.short_name|info.destination.id|destination.short_name|destination.id}][, erreur : {info.error.message|error.message}]",
    lift_module_access_error:
      "L’accès au module ascenseur a échoué[, utilisateur {info.user.name|user.name}][, erreur : {info.error.message|error.message|info.errormessage|errormessage}]",
    incoming_call: "Appel entrant[ du numéro {number}][, {answered:answered}]",
    outgoing_call: "Appel sortant[ vers le numéro {number}][, {answered:answered}]",
    outgoing_call_missed: "L’appel sortant[ vers le numéro {number}] est resté sans réponse",
    outgoing_call_web:
      "Appel sortant[ vers le numéro {number}] depuis l’interface web[, {answered:answered}]",
    device_booted: "L’appareil a démarré",
    sip_registration_lost: "L’enregistrement SIP a été perdu",
    successful_login_api_call:
      "Connexion réussie à l’interface web[, compte {account_type:accountType}][, {count} fois]",
    successful_login_gui_settings:
      "Connexion réussie au menu de configuration sur l’écran de l’appareil[, compte {account_type:accountType}]",
    incorrect_login_api_call:
      "Tentative infructueuse de connexion à l’interface web[, compte {account_type:accountType}][, {count} fois]",
    incorrect_login_gui_settings:
      "Tentative infructueuse de connexion au menu de configuration sur l’écran de l’appareil[, compte {account_type:accountType}]",
    door_was_not_closed_too_long:
      "La porte est restée ouverte trop longtemps[, serrure déverrouillée depuis {lock_opened_time} s]",
    tamper_event: "Le contact d’autoprotection s’est déclenché",
  },
  own: {
    doorbook_log_cleared: {
      name: "Journal vidé pour un seul compte",
      detail:
        "Le journal[ de la platine {panel}] a été vidé pour [le seul compte {account}|un seul compte], sans qu’aucun événement ne soit supprimé",
    },
    doorbook_panel_live: {
      name: "La platine donne de nouveau signe de vie",
      detail: "La platine[ {panel}][ ({name})] donne de nouveau signe de vie",
    },
    doorbook_panel_silent: {
      name: "La platine ne donne plus signe de vie",
      detail: "La platine[ {panel}][ ({name})] ne donne plus signe de vie[ depuis {since}]",
    },
    doorbook_panel_refused: {
      name: "La platine refuse la connexion",
      detail: "La platine[ {panel}][ ({name})] refuse la connexion de Doorbook[ : {reason}]",
    },
    doorbook_panel_catching_up: {
      name: "Rattrapage des événements d’une platine",
      detail:
        "Les événements de la platine[ {panel}][ ({name})] sont en cours de rattrapage[, restants : {events}]",
    },
    doorbook_clock_off: {
      name: "Horloge de la platine décalée",
      detail: "L’horloge de la platine[ {panel}][ ({name})] est décalée[, décalage : {offset}]",
    },
    doorbook_clock_right: {
      name: "Horloge de la platine de nouveau à l’heure",
      detail: "L’horloge de la platine[ {panel}][ ({name})] est de nouveau à l’heure",
    },
    doorbook_clock_jumped: {
      name: "Saut de l’horloge de la platine",
      detail:
        "L’horloge de la platine[ {panel}][ ({name})] a fait un saut[, décalage avant : {from}][, décalage maintenant : {to}]",
    },
    doorbook_gap: {
      name: "Événements manquants",
      detail:
        "Il manque des événements de la platine[ {panel}][ ({name})][ depuis {from}][ jusqu’à {to}][, au moins {count}][ : {reason:gapReason}]",
    },
    doorbook_syslog_lost: {
      name: "Lignes syslog perdues",
      detail:
        "Des lignes syslog ont été perdues à la réception[ par {protocol}][, nombre de lignes : {count}]",
    },
    doorbook_panel_added: {
      name: "Platine ajoutée",
      detail:
        "La platine[ {panel}][ ({name})] a été ajoutée à la liste des platines de Doorbook[ par {account}]",
    },
    doorbook_panel_changed: {
      name: "Platine modifiée",
      detail:
        "La platine[ {panel}][ ({name})] a été modifiée dans la liste des platines de Doorbook[ par {account}]",
    },
    doorbook_panel_removed: {
      name: "Platine supprimée",
      detail:
        "La platine[ {panel}][ ({name})] a été supprimée de la liste des platines de Doorbook[ par {account}]",
    },
    doorbook_account_added: {
      name: "Compte ajouté",
      detail:
        "[Le compte {account}|Un compte] a été ajouté[ par {by}][, type : {type}][, sites : {sites}][, platines : {panels}]",
    },
    doorbook_account_changed: {
      name: "Compte modifié",
      detail:
        "[Le compte {account}|Un compte] a été modifié[ par {by}][ : {changed:accountChange}][, type : {type}][, sites : {sites}][, platines : {panels}]",
    },
    doorbook_account_removed: {
      name: "Compte supprimé",
      detail: "[Le compte {account}|Un compte] a été supprimé[ par {by}]",
    },
    doorbook_token_made: {
      name: "Jeton personnel créé",
      detail:
        "[Le jeton personnel {token}|Un jeton personnel][ du compte {account}] a été créé[ par {by}][, droits : {rights}][, sites : {sites}][, platines : {panels}][, valable jusqu’à {expires}]",
    },
    doorbook_token_revoked: {
      name: "Jeton personnel révoqué",
      detail:
        "[Le jeton personnel {token}|Un jeton personnel][ du compte {account}] a été révoqué[ par {by}]",
    },
    doorbook_log_read: {
      name: "Journal consulté",
      detail:
        "Le journal a été consulté[ par {account}][ avec le jeton {token}][, question : {query}][, autres questions : {count}]",
    },
    doorbook_owners_imported: {
      name: "Noms de propriétaires importés",
      detail:
        "Des noms de propriétaires ont été importés[ par {account}][, nouveaux : {added}][, modifiés : {changed}]",
    },
    doorbook_owners_cleared: {
      name: "Noms de propriétaires effacés",
      detail:
        "Les noms des propriétaires ont été effacés[ par {account}][, nombre de noms : {count}]",
    },
    doorbook_site_changed: {
      name: "Site modifié",
      detail: "[Le site {site}|Un site] a été modifié[ par {account}][, fuseau horaire : {zone}]",
    },
    doorbook_site_removed: {
      name: "Site supprimé",
      detail: "[Le site {site}|Un site] a été supprimé[ par {account}]",
    },
    doorbook_log_imported: {
      name: "Événements importés",
      detail:
        "Des événements ont été importés[ de {file}][ par {account}][, nouveaux : {added}][, connus : {known}][, refusés : {refused}]",
    },
    doorbook_log_exported: {
      name: "Journal exporté",
      detail:
        "Des événements ont été exportés[ par {account}][ avec le jeton {token}][, événements : {count}][, format : {format}][, question : {query}][, du : {from}][, au : {to}]",
    },
    doorbook_retention_set: {
      name: "Règle de conservation définie",
      detail:
        "La règle de conservation[ {rule}] a été définie[ par {account}][, jours avant suppression : {days}][, catégories : {categories}][, site {site}][, événements de {panel}]",
    },
    doorbook_retention_removed: {
      name: "Règle de conservation supprimée",
      detail: "La règle de conservation[ {rule}] a été supprimée[ par {account}]",
    },
    doorbook_retention_edge: {
      name: "Durée de conservation d’événements écoulée",
      detail:
        "Les événements[ survenus avant {before}] ne sont plus conservés[, règle de conservation : {rule}]",
    },
    doorbook_events_deleted: {
      name: "Anciens événements supprimés",
      detail:
        "Des événements[ survenus avant {before}] ont été supprimés[, nombre d’événements : {count}][, règle de conservation : {rule}]",
    },
    doorbook_hold_set: {
      name: "Gel de suppression défini",
      detail:
        "Le gel de suppression[ {hold}] a été défini[ par {account}][, événements conservés : {query}]",
    },
    doorbook_hold_released: {
      name: "Gel de suppression levé",
      detail: "Le gel de suppression[ {hold}] a été levé[ par {account}]",
    },
    doorbook_disk_low: {
      name: "Peu d’espace disque",
      detail: "Il reste peu d’espace sur le disque du serveur[, Mo libres : {megabytes}]",
    },
    doorbook_disk_enough: {
      name: "Espace disque de nouveau suffisant",
      detail:
        "L’espace sur le disque du serveur est de nouveau suffisant[, Mo libres : {megabytes}]",
    },
    doorbook_backup_made: {
      name: "Sauvegarde effectuée",
      detail: "Une sauvegarde a été effectuée[, événements : {events}][, jusqu’au numéro {seq}]",
    },
    doorbook_restored: {
      name: "Journal restauré",
      detail:
        "Le journal a été restauré depuis une sauvegarde[ du {backup}][, événements : {events}][, jusqu’au numéro {seq}]",
    },
    doorbook_alarm_set: {
      name: "Alarme définie",
      detail:
        "[L’alarme {alarm}|Une alarme] a été définie[ par {account}][, état : {state}][, requête : {query}][, destination : {target}]",
    },
    doorbook_alarm_removed: {
      name: "Alarme supprimée",
      detail: "[L’alarme {alarm}|Une alarme] a été supprimée[ par {account}]",
    },
    doorbook_alarm_failing: {
      name: "Alarme non remise",
      detail:
        "[L’alarme {alarm}|Une alarme] ne peut pas être remise[ depuis {since}][, tentatives : {tries}][, dernière réponse : {answer}]",
    },
    doorbook_alarm_delivered_again: {
      name: "Alarme de nouveau remise",
      detail:
        "[L’alarme {alarm}|Une alarme] est de nouveau remise[, après une interruption depuis {since}]",
    },
    doorbook_alarm_replayed: {
      name: "Alarme renvoyée",
      detail:
        "[Les événements de l’alarme {alarm}|Les événements d’une alarme] sont renvoyés[, à la demande de {account}][, de {from}][ à {to}]",
    },
  },
  facts: [
    "[{type|identifier_type:identifierType} {number|identifier_number}|numéro {number|identifier_number}]",
    "carte {card}",
    "code d’accès {code}",
    "code QR {qr}",
    "titulaire {owner|owner_name|user_name|info.user.name|user.name}",
    "appartement {apartment_address}",
    "appartements : {apartments_list}",
    "serrure {lock|lock_number}",
    "poste {host}",
    "état : {status}",
    "erreur : {info.error.message|error.message}",
  ],
  formats: {
    identifierType: {
      card: "carte",
      ukey: "UKEY",
      input_code: "code d’accès",
      face_id: "Face ID",
      qr: "code QR",
      license_plate: "plaque d’immatriculation",
      other: "{value}",
    },
    accountType: { admin: "administrateur", manager: "gestionnaire", other: "{value}" },
    requestor: {
      web_ui: "depuis l’interface web",
      link_app: "depuis l’application Link",
      link_server: "depuis le serveur Link",
      link_guest_url: "via un lien invité Link",
      api: "via l’API",
      other: "par {value}",
    },
    answered: { true: "décroché", false: "sans réponse" },
    accountChange: { password: "mot de passe", type: "type", scope: "périmètre" },
    gapReason: {
      cleared: "son journal a été vidé",
      forgotten: "la platine les avait oubliés avant qu’ils ne puissent être lus",
      unread: "la platine les a, mais ils ne peuvent pas être lus",
    },
    identifier: [
      "[[{auth_type:identifierType} ]{identifier_number}[ ({user_name})]|{auth_type:identifierType}[ ({user_name})]|{user_name}]",
    ],
    sharedIdentifier: [
      "[{number}[ ({type:identifierType}[, {name}][, utilisateurs : {users_list:user}])| ({name}[, utilisateurs : {users_list:user}])| (utilisateurs : {users_list:user})]|{name}[ (utilisateurs : {users_list:user})]|(utilisateurs : {users_list:user})]",
    ],
    user: ["{user_name}[ ({user_info})]"],
    sharedOwner: ["{owner_name}"],
    rejectReason: [
      "{invalid_identifier?}identifiant non valide[ ({invalid_identifier:identifier})]",
      "{invalid_identifier_time_rules?}les règles horaires n’autorisent pas l’utilisation de l’identifiant[ ({invalid_identifier_time_rules:identifier})]",
      "{not_enough_passes_for_identifier?}le nombre de passages autorisés est épuisé pour l’identifiant[ ({not_enough_passes_for_identifier:identifier})]",
      "{not_valid_time_profile_for_identifier?}le profil horaire n’autorise pas l’utilisation de l’identifiant[ ({not_valid_time_profile_for_identifier:identifier})]",
      "{not_valid_time_profile_for_user?}le profil horaire n’autorise pas l’accès de l’utilisateur[ {not_valid_time_profile_for_user:user}]",
      "{not_enough_identifiers_for_current_authentication_type?}nombre d’identifiants insuffisant[, il manque : {not_enough_identifiers_for_current_authentication_type:identifierType}]",
      "{recognition_type_is_not_enabled?}la reconnaissance n’est pas activée[ ({recognition_type_is_not_enabled.recognition_type_is_not_enabled|recognition_type_is_not_enabled:identifierType})]",
      "{not_enough_passes_for_shared_identifier?}le nombre de passages autorisés est épuisé pour l’identifiant partagé[ attribué à {not_enough_passes_for_shared_identifier:sharedOwner}]",
      "{invalid_shared_identifier_time_rules?}les règles horaires n’autorisent pas l’utilisation de l’identifiant partagé[ attribué à {invalid_shared_identifier_time_rules:sharedOwner}]",
      "{not_valid_time_profile_for_shared_identifier?}le profil horaire n’autorise pas l’utilisation de l’identifiant partagé[ attribué à {not_valid_time_profile_for_shared_identifier:sharedOwner}]",
    ],
  },
};
