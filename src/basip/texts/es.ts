import type { LocaleTexts } from "./locale-texts.ts";

/** Spanish. All of it is ours. */
export const es: LocaleTexts = {
  names: {
    access_denied_by_not_valid_identifier: "Identificador no válido",
    access_denied_by_not_valid_face_identifier: "Identificador facial no válido",
    access_denied_by_not_valid_input_code: "Código de acceso incorrecto",
    access_denied_by_remote_server_api_call: "Acceso denegado por el servidor remoto",
    access_denied_by_unknown_card: "Identificador desconocido",
    access_denied_by_unknown_qr: "Código QR desconocido",
    access_denied_unknown_identifier: "Acceso denegado: identificador desconocido",
    access_denied_by_not_valid_shared_identifier: "Acceso denegado con identificador compartido",
    identifiers_without_linkage_to_user_access_denied:
      "No se permiten identificadores sin usuario asignado",
    multi_access_denied: "Acceso multifactor denegado",
    access_granted_by_api_call: "Acceso concedido",
    access_granted_by_call_host: "Cerradura abierta desde el dispositivo que recibió la llamada",
    access_granted_by_master_code: "Código de acceso general introducido",
    access_granted_by_remote_server_api_call: "Acceso concedido por el servidor remoto",
    access_granted_by_valid_identifier: "Cerradura abierta con identificador",
    access_granted_by_valid_face_identifier: "Cerradura abierta con identificador facial",
    access_granted_by_shared_identifier: "Acceso concedido con identificador compartido",
    multi_access_granted: "Acceso multifactor concedido",
    lock_was_opened_by_exit_btn: "Cerradura abierta con el botón de salida",
    lock_was_opened_by_free_access_button: "Cerradura abierta con el botón de acceso libre",
    emergency_lock_is_opened: "Cerradura abierta por alarma",
    door_was_opened: "Puerta abierta",
    door_was_closed: "Puerta cerrada",
    door_sensor_was_opened: "Apertura detectada por el sensor de puerta",
    door_sensor_was_closed: "Cierre detectado por el sensor de puerta",
    lift_call_success: "Llamada al ascensor realizada",
    lift_call_error: "Error al llamar al ascensor",
    lift_module_access_error: "Error de acceso al módulo del ascensor",
    incoming_call: "Llamada entrante",
    outgoing_call: "Llamada saliente",
    outgoing_call_missed: "Llamada saliente sin respuesta",
    outgoing_call_web: "Llamada saliente desde la interfaz web",
    device_booted: "Dispositivo iniciado",
    sip_registration_lost: "Registro SIP perdido",
    successful_login_api_call: "Inicio de sesión en la interfaz web",
    successful_login_gui_settings: "Inicio de sesión en el menú de configuración en pantalla",
    incorrect_login_api_call: "Intento fallido de inicio de sesión en la interfaz web",
    incorrect_login_gui_settings:
      "Intento fallido de inicio de sesión en el menú de configuración en pantalla",
    door_was_not_closed_too_long: "Puerta abierta demasiado tiempo",
    tamper_event: "Sabotaje detectado",
  },
  details: {
    access_denied_by_not_valid_identifier:
      "Se usó [el identificador no válido {number}|un identificador no válido][, titular {owner}][, apartamento {apartment_address}][, la cerradura {lock} no se abrió]",
    access_denied_by_not_valid_face_identifier:
      "Se usó [el identificador facial no válido {number}|un identificador facial no válido][, titular {owner}][, apartamento {apartment_address}][, la cerradura {lock} no se abrió]",
    access_denied_by_not_valid_input_code:
      "Se introdujo [el código de acceso incorrecto {code}|un código de acceso incorrecto]",
    access_denied_by_remote_server_api_call: "El servidor remoto denegó el acceso",
    access_denied_by_unknown_card:
      "Se usó [el identificador desconocido {card|number}|un identificador desconocido]",
    access_denied_by_unknown_qr:
      "Se usó [el código QR desconocido {qr|number}|un código QR desconocido]",
    access_denied_unknown_identifier:
      "Se denegó el acceso: identificador desconocido[ {identifier_number|number}][ de tipo {identifier_type|type:identifierType}]",
    access_denied_by_not_valid_shared_identifier:
      "Se denegó el acceso con identificador compartido[ {used_identifiers_list:sharedIdentifier}][, apartamentos: {apartments_list}][, motivo: {reject_reasons:rejectReason}]",
    identifiers_without_linkage_to_user_access_denied:
      "Se denegó el acceso: el identificador[ {identifier_number|number}][ de tipo {identifier_type|type:identifierType}] no está asignado a ningún usuario",
    multi_access_denied:
      "Se denegó el acceso multifactor[, identificadores: {used_identifiers_list:identifier}][, apartamentos: {apartments_list}][, motivo: {reject_reasons:rejectReason}]",
    access_granted_by_api_call:
      "La cerradura[ {lock}] se abrió[ {requestor:requestor}| a través de la API]",
    access_granted_by_call_host:
      "La cerradura[ {lock}] se abrió desde el dispositivo que recibió la llamada[ ({host})]",
    access_granted_by_master_code:
      "Se introdujo el código de acceso general[ {code}][, se abrió la cerradura {lock}]",
    access_granted_by_remote_server_api_call:
      "El servidor remoto concedió el acceso[, se abrió la cerradura {lock}]",
    access_granted_by_valid_identifier:
      "Se usó [el identificador válido {number}|un identificador válido][, titular {owner}][, apartamento {apartment_address}][, se abrió la cerradura {lock}]",
    access_granted_by_valid_face_identifier:
      "Se usó [el identificador facial válido {number}|un identificador facial válido][, titular {owner}][, apartamento {apartment_address}][, se abrió la cerradura {lock}]",
    access_granted_by_shared_identifier:
      "Se concedió el acceso con identificador compartido[ {used_identifiers_list:sharedIdentifier}][, apartamentos: {apartments_list}][, se abrió la cerradura {lock_number|lock}]",
    multi_access_granted:
      "Se concedió el acceso multifactor[, identificadores: {used_identifiers_list:identifier}][, apartamentos: {apartments_list}][, se abrió la cerradura {lock_number|lock}]",
    lock_was_opened_by_exit_btn: "La cerradura[ {lock}] se abrió con el botón de salida",
    lock_was_opened_by_free_access_button:
      "La cerradura[ {lock}] se abrió con el botón de acceso libre",
    emergency_lock_is_opened: "La cerradura[ {lock}] se abrió a causa de una alarma",
    door_was_opened: "La puerta se abrió",
    door_was_closed: "La puerta se cerró",
    door_sensor_was_opened: "El sensor de puerta detectó la apertura de la puerta",
    door_sensor_was_closed: "El sensor de puerta detectó el cierre de la puerta",
    lift_call_success:
      "Se llamó al ascensor[ {info.lift.short_name|info.lift.id|lift.short_name|lift.id}][, usuario {info.user.name|user.name}][, destino {info.destination.short_name|info.destination.id|destination.short_name|destination.id}]",
    lift_call_error:
      "No se pudo llamar al ascensor[, usuario {info.user.name|user.name}][, destino {info.destination.short_name|info.destination.id|destination.short_name|destination.id}][, error: {info.error.message|error.message}]",
    lift_module_access_error:
      "No se pudo acceder al módulo del ascensor[, usuario {info.user.name|user.name}][, error: {info.error.message|error.message|info.errormessage|errormessage}]",
    incoming_call: "Llamada entrante[ del número {number}][, {answered:answered}]",
    outgoing_call: "Llamada saliente[ al número {number}][, {answered:answered}]",
    outgoing_call_missed: "La llamada saliente[ al número {number}] quedó sin respuesta",
    outgoing_call_web:
      "Llamada saliente[ al número {number}] desde la interfaz web[, {answered:answered}]",
    device_booted: "El dispositivo se inició",
    sip_registration_lost: "Se perdió el registro SIP",
    successful_login_api_call:
      "Inicio de sesión correcto en la interfaz web[, cuenta de {account_type:accountType}][, número de inicios de sesión: {count}]",
    successful_login_gui_settings:
      "Inicio de sesión correcto en el menú de configuración en pantalla[, cuenta de {account_type:accountType}]",
    incorrect_login_api_call:
      "Intento fallido de inicio de sesión en la interfaz web[, cuenta de {account_type:accountType}][, número de intentos: {count}]",
    incorrect_login_gui_settings:
      "Intento fallido de inicio de sesión en el menú de configuración en pantalla[, cuenta de {account_type:accountType}]",
    door_was_not_closed_too_long:
      "La puerta permaneció abierta demasiado tiempo[, la cerradura llevaba abierta {lock_opened_time} s]",
    tamper_event: "Se activó el sensor antisabotaje (tamper)",
  },
  own: {
    doorbook_log_cleared: {
      name: "Registro de eventos vaciado para una sola cuenta",
      detail:
        "Se vació el registro de eventos[ del panel {panel}] [solo para la cuenta {account}|para una sola cuenta]; no se eliminó ningún evento",
    },
    doorbook_panel_live: {
      name: "El panel vuelve a comunicarse",
      detail: "El panel[ {panel}][ ({name})] vuelve a comunicarse",
    },
    doorbook_panel_silent: {
      name: "El panel no da señales",
      detail: "No hay noticias del panel[ {panel}][ ({name})][ desde {since}]",
    },
    doorbook_panel_refused: {
      name: "El panel rechaza el inicio de sesión",
      detail: "El panel[ {panel}][ ({name})] rechaza el inicio de sesión de Doorbook[: {reason}]",
    },
    doorbook_panel_catching_up: {
      name: "Recuperación de eventos de un panel",
      detail:
        "Se están recuperando los eventos del panel[ {panel}][ ({name})][, pendientes: {events}]",
    },
    doorbook_clock_off: {
      name: "Reloj del panel desajustado",
      detail: "El reloj del panel[ {panel}][ ({name})] está desajustado[, diferencia: {offset}]",
    },
    doorbook_clock_right: {
      name: "Reloj del panel en hora de nuevo",
      detail: "El reloj del panel[ {panel}][ ({name})] vuelve a estar en hora",
    },
    doorbook_clock_jumped: {
      name: "Salto en el reloj del panel",
      detail:
        "El reloj del panel[ {panel}][ ({name})] dio un salto[, diferencia anterior: {from}][, diferencia actual: {to}]",
    },
    doorbook_gap: {
      name: "Faltan eventos",
      detail:
        "Faltan eventos del panel[ {panel}][ ({name})][ desde {from}][ hasta {to}][, al menos {count}][: {reason:gapReason}]",
    },
    doorbook_syslog_lost: {
      name: "Líneas de syslog perdidas",
      detail:
        "Se perdieron líneas de syslog al recibirlas[ por {protocol}][, número de líneas: {count}]",
    },
    doorbook_panel_added: {
      name: "Panel añadido",
      detail:
        "El panel[ {panel}][ ({name})] se añadió a la lista de paneles de Doorbook[, cuenta: {account}]",
    },
    doorbook_panel_changed: {
      name: "Panel modificado",
      detail:
        "El panel[ {panel}][ ({name})] se modificó en la lista de paneles de Doorbook[, cuenta: {account}]",
    },
    doorbook_panel_removed: {
      name: "Panel eliminado",
      detail:
        "El panel[ {panel}][ ({name})] se eliminó de la lista de paneles de Doorbook[, cuenta: {account}]",
    },
    doorbook_account_added: {
      name: "Cuenta añadida",
      detail:
        "Se añadió [la cuenta {account}|una cuenta][, autor: {by}][, tipo: {type}][, sitios: {sites}][, paneles: {panels}]",
    },
    doorbook_account_changed: {
      name: "Cuenta modificada",
      detail:
        "Se modificó [la cuenta {account}|una cuenta][, autor: {by}][, cambios: {changed:accountChange}][, tipo: {type}][, sitios: {sites}][, paneles: {panels}]",
    },
    doorbook_account_removed: {
      name: "Cuenta eliminada",
      detail: "Se eliminó [la cuenta {account}|una cuenta][, autor: {by}]",
    },
    doorbook_token_made: {
      name: "Token personal creado",
      detail:
        "Se creó [el token personal {token}|un token personal][ de la cuenta {account}][, autor: {by}][, permisos: {rights}][, sitios: {sites}][, paneles: {panels}][, válido hasta {expires}]",
    },
    doorbook_token_revoked: {
      name: "Token personal revocado",
      detail:
        "Se revocó [el token personal {token}|un token personal][ de la cuenta {account}][, autor: {by}]",
    },
    doorbook_log_read: {
      name: "Consulta del registro de eventos",
      detail:
        "Se consultó el registro de eventos[, cuenta: {account}][, token: {token}][, consulta: {query}][, otras consultas: {count}]",
    },
    doorbook_owners_imported: {
      name: "Nombres de propietarios importados",
      detail:
        "Se importaron nombres de propietarios[, cuenta: {account}][, nuevos: {added}][, modificados: {changed}]",
    },
    doorbook_owners_cleared: {
      name: "Nombres de propietarios borrados",
      detail:
        "Se borraron los nombres de los propietarios[, cuenta: {account}][, número de nombres: {count}]",
    },
    doorbook_site_changed: {
      name: "Sitio modificado",
      detail: "Se modificó [el sitio {site}|un sitio][, cuenta: {account}][, zona horaria: {zone}]",
    },
    doorbook_site_removed: {
      name: "Sitio eliminado",
      detail: "Se eliminó [el sitio {site}|un sitio][, cuenta: {account}]",
    },
    doorbook_log_imported: {
      name: "Eventos importados",
      detail:
        "Se importaron eventos[ de {file}][, cuenta: {account}][, nuevos: {added}][, conocidos: {known}][, rechazados: {refused}]",
    },
    doorbook_log_exported: {
      name: "Exportación del registro de eventos",
      detail:
        "Se exportaron eventos[, cuenta: {account}][, token: {token}][, eventos: {count}][, formato: {format}][, consulta: {query}][, desde: {from}][, hasta: {to}]",
    },
    doorbook_retention_set: {
      name: "Regla de conservación establecida",
      detail:
        "Se estableció la regla de conservación[ {rule}][, cuenta: {account}][, días hasta la eliminación: {days}][, categorías: {categories}][, sitio {site}][, eventos de {panel}]",
    },
    doorbook_retention_removed: {
      name: "Regla de conservación eliminada",
      detail: "Se eliminó la regla de conservación[ {rule}][, cuenta: {account}]",
    },
    doorbook_retention_edge: {
      name: "Eventos fuera del plazo de conservación",
      detail:
        "Los eventos[ ocurridos antes de {before}] ya no se conservan[, regla de conservación: {rule}]",
    },
    doorbook_events_deleted: {
      name: "Eventos antiguos eliminados",
      detail:
        "Se eliminaron eventos[ ocurridos antes de {before}][, número de eventos: {count}][, regla de conservación: {rule}]",
    },
    doorbook_hold_set: {
      name: "Retención legal establecida",
      detail:
        "Se estableció la retención legal[ {hold}][, cuenta: {account}][, eventos retenidos: {query}]",
    },
    doorbook_hold_released: {
      name: "Retención legal levantada",
      detail: "Se levantó la retención legal[ {hold}][, cuenta: {account}]",
    },
    doorbook_disk_low: {
      name: "Poco espacio en disco",
      detail: "Queda poco espacio en el disco del servidor[, MB libres: {megabytes}]",
    },
    doorbook_disk_enough: {
      name: "Vuelve a haber espacio en disco",
      detail:
        "Vuelve a haber espacio suficiente en el disco del servidor[, MB libres: {megabytes}]",
    },
    doorbook_backup_made: {
      name: "Copia de seguridad hecha",
      detail: "Se hizo una copia de seguridad[, eventos: {events}][, hasta el número {seq}]",
    },
    doorbook_restored: {
      name: "Registro restaurado",
      detail:
        "Se restauró el registro desde una copia de seguridad[ del {backup}][, eventos: {events}][, hasta el número {seq}]",
    },
    doorbook_alarm_set: {
      name: "Alarma definida",
      detail:
        "[La alarma {alarm}|Una alarma] fue definida[, cuenta: {account}][, estado: {state}][, consulta: {query}][, destino: {target}]",
    },
    doorbook_alarm_removed: {
      name: "Alarma eliminada",
      detail: "[La alarma {alarm}|Una alarma] fue eliminada[, cuenta: {account}]",
    },
    doorbook_alarm_failing: {
      name: "Alarma no entregada",
      detail:
        "[La alarma {alarm}|Una alarma] no se puede entregar[ desde {since}][, intentos: {tries}][, última respuesta: {answer}]",
    },
    doorbook_alarm_delivered_again: {
      name: "Alarma entregada de nuevo",
      detail:
        "[La alarma {alarm}|Una alarma] se entrega de nuevo[, tras no entregarse desde {since}]",
    },
    doorbook_alarm_replayed: {
      name: "Alarma reenviada",
      detail:
        "[Los eventos de la alarma {alarm}|Los eventos de una alarma] se envían de nuevo[, cuenta: {account}][, desde {from}][ hasta {to}]",
    },
  },
  facts: [
    "[{type|identifier_type:identifierType} {number|identifier_number}|número {number|identifier_number}]",
    "tarjeta {card}",
    "código {code}",
    "código QR {qr}",
    "titular {owner|owner_name|user_name|info.user.name|user.name}",
    "apartamento {apartment_address}",
    "apartamentos: {apartments_list}",
    "cerradura {lock|lock_number}",
    "dispositivo {host}",
    "estado: {status}",
    "mensaje de error: {info.error.message|error.message}",
  ],
  formats: {
    identifierType: {
      card: "tarjeta",
      ukey: "UKEY",
      input_code: "código de acceso",
      face_id: "Face ID",
      qr: "código QR",
      license_plate: "placa de matrícula",
      other: "{value}",
    },
    accountType: { admin: "administrador", manager: "gestor", other: "{value}" },
    requestor: {
      web_ui: "desde la interfaz web",
      link_app: "desde la aplicación Link",
      link_server: "desde el servidor Link",
      link_guest_url: "mediante un enlace de invitado de Link",
      api: "a través de la API",
      other: "a petición de {value}",
    },
    answered: { true: "contestada", false: "no contestada" },
    accountChange: { password: "contraseña", type: "tipo", scope: "ámbito" },
    gapReason: {
      cleared: "se vació su registro de eventos",
      forgotten: "el panel los había olvidado antes de que se pudieran leer",
      unread: "el panel los tiene, pero no se pueden leer",
    },
    identifier: [
      "[[{auth_type:identifierType} ]{identifier_number}[ ({user_name})]|{auth_type:identifierType}[ ({user_name})]|{user_name}]",
    ],
    sharedIdentifier: [
      "[{number}[ ({type:identifierType}[, {name}][, usuarios: {users_list:user}])| ({name}[, usuarios: {users_list:user}])| (usuarios: {users_list:user})]|{name}[ (usuarios: {users_list:user})]|(usuarios: {users_list:user})]",
    ],
    user: ["{user_name}[ ({user_info})]"],
    sharedOwner: ["{owner_name}"],
    rejectReason: [
      "{invalid_identifier?}identificador no válido[ ({invalid_identifier:identifier})]",
      "{invalid_identifier_time_rules?}las reglas horarias no permiten el uso del identificador[ ({invalid_identifier_time_rules:identifier})]",
      "{not_enough_passes_for_identifier?}se agotaron los accesos permitidos del identificador[ ({not_enough_passes_for_identifier:identifier})]",
      "{not_valid_time_profile_for_identifier?}el perfil horario no permite el uso del identificador[ ({not_valid_time_profile_for_identifier:identifier})]",
      "{not_valid_time_profile_for_user?}el perfil horario no permite el acceso del usuario[ {not_valid_time_profile_for_user:user}]",
      "{not_enough_identifiers_for_current_authentication_type?}identificadores insuficientes[, por presentar: {not_enough_identifiers_for_current_authentication_type:identifierType}]",
      "{recognition_type_is_not_enabled?}el reconocimiento no está activado[ ({recognition_type_is_not_enabled.recognition_type_is_not_enabled|recognition_type_is_not_enabled:identifierType})]",
      "{not_enough_passes_for_shared_identifier?}se agotaron los accesos permitidos del identificador compartido[ de {not_enough_passes_for_shared_identifier:sharedOwner}]",
      "{invalid_shared_identifier_time_rules?}las reglas horarias no permiten el uso del identificador compartido[ de {invalid_shared_identifier_time_rules:sharedOwner}]",
      "{not_valid_time_profile_for_shared_identifier?}el perfil horario no permite el uso del identificador compartido[ de {not_valid_time_profile_for_shared_identifier:sharedOwner}]",
    ],
  },
};
