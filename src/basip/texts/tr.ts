import type { LocaleTexts } from "./locale-texts.ts";

/** Turkish. All of it is ours. */
export const tr: LocaleTexts = {
  names: {
    access_denied_by_not_valid_identifier: "Geçersiz tanımlayıcı",
    access_denied_by_not_valid_face_identifier: "Geçersiz yüz tanımlayıcısı",
    access_denied_by_not_valid_input_code: "Yanlış erişim kodu",
    access_denied_by_remote_server_api_call: "Erişim uzak sunucu tarafından reddedildi",
    access_denied_by_unknown_card: "Bilinmeyen tanımlayıcı",
    access_denied_by_unknown_qr: "Bilinmeyen QR kodu",
    access_denied_unknown_identifier: "Erişim reddedildi: bilinmeyen tanımlayıcı",
    access_denied_by_not_valid_shared_identifier: "Paylaşılan tanımlayıcıyla erişim reddedildi",
    identifiers_without_linkage_to_user_access_denied:
      "Kullanıcıya atanmamış tanımlayıcılara izin verilmiyor",
    multi_access_denied: "Çok faktörlü doğrulamada erişim reddedildi",
    access_granted_by_api_call: "Erişim izni verildi",
    access_granted_by_call_host: "Kilit çağrılan cihazdan açıldı",
    access_granted_by_master_code: "Genel erişim kodu girildi",
    access_granted_by_remote_server_api_call: "Erişim izni uzak sunucu tarafından verildi",
    access_granted_by_valid_identifier: "Kilit tanımlayıcıyla açıldı",
    access_granted_by_valid_face_identifier: "Kilit yüz tanıma ile açıldı",
    access_granted_by_shared_identifier: "Paylaşılan tanımlayıcıyla erişim izni verildi",
    multi_access_granted: "Çok faktörlü doğrulamayla erişim izni verildi",
    lock_was_opened_by_exit_btn: "Kilit çıkış butonuyla açıldı",
    lock_was_opened_by_free_access_button: "Kilit serbest geçiş butonuyla açıldı",
    emergency_lock_is_opened: "Kilit alarm nedeniyle açıldı",
    door_was_opened: "Kapı açıldı",
    door_was_closed: "Kapı kapandı",
    door_sensor_was_opened: "Kapı kontağı açıldı",
    door_sensor_was_closed: "Kapı kontağı kapandı",
    lift_call_success: "Asansör çağrıldı",
    lift_call_error: "Asansör çağrılamadı",
    lift_module_access_error: "Asansör modülüne erişilemedi",
    incoming_call: "Gelen çağrı",
    outgoing_call: "Giden çağrı",
    outgoing_call_missed: "Yanıtlanmayan giden çağrı",
    outgoing_call_web: "Web arayüzünden yapılan çağrı",
    device_booted: "Cihaz başlatıldı",
    sip_registration_lost: "SIP kaydı kaybedildi",
    successful_login_api_call: "Web arayüzüne giriş yapıldı",
    successful_login_gui_settings: "Cihaz ekranındaki ayarlar menüsüne giriş yapıldı",
    incorrect_login_api_call: "Web arayüzüne başarısız giriş denemesi",
    incorrect_login_gui_settings: "Cihaz ekranındaki ayarlar menüsüne başarısız giriş denemesi",
    door_was_not_closed_too_long: "Kapı çok uzun süre açık kaldı",
    tamper_event: "Sabotaj sensörü tetiklendi",
  },
  details: {
    access_denied_by_not_valid_identifier:
      "Geçersiz tanımlayıcı kullanıldı[: {number}][, sahibi: {owner}][, daire: {apartment_address}][, {lock} numaralı kilit açılmadı]",
    access_denied_by_not_valid_face_identifier:
      "Geçersiz yüz tanımlayıcısı kullanıldı[: {number}][, sahibi: {owner}][, daire: {apartment_address}][, {lock} numaralı kilit açılmadı]",
    access_denied_by_not_valid_input_code: "Yanlış erişim kodu girildi[: {code}]",
    access_denied_by_remote_server_api_call: "Erişim uzak sunucu tarafından reddedildi",
    access_denied_by_unknown_card: "Bilinmeyen tanımlayıcı kullanıldı[: {card|number}]",
    access_denied_by_unknown_qr: "Bilinmeyen QR kodu okutuldu[: {qr|number}]",
    access_denied_unknown_identifier:
      "Erişim reddedildi: [{identifier_number|number} numaralı ]bilinmeyen tanımlayıcı[ ({identifier_type|type:identifierType})]",
    access_denied_by_not_valid_shared_identifier:
      "Paylaşılan tanımlayıcıyla erişim reddedildi[: {used_identifiers_list:sharedIdentifier}][, daireler: {apartments_list}][, ret nedeni: {reject_reasons:rejectReason}]",
    identifiers_without_linkage_to_user_access_denied:
      "Erişim reddedildi: [{identifier_number|number} numaralı ]tanımlayıcı[ ({identifier_type|type:identifierType})] hiçbir kullanıcıya atanmamış",
    multi_access_denied:
      "Çok faktörlü doğrulamada erişim reddedildi[, tanımlayıcılar: {used_identifiers_list:identifier}][, daireler: {apartments_list}][, ret nedeni: {reject_reasons:rejectReason}]",
    access_granted_by_api_call:
      "[{lock} numaralı kilit|Kilit][ {requestor:requestor}| API isteğiyle] açıldı",
    access_granted_by_call_host:
      "[{lock} numaralı kilit|Kilit] çağrılan cihazdan[ ({host})] açıldı",
    access_granted_by_master_code:
      "Genel erişim kodu girildi[: {code}][, {lock} numaralı kilit açıldı]",
    access_granted_by_remote_server_api_call:
      "Erişim izni uzak sunucu tarafından verildi[, {lock} numaralı kilit açıldı]",
    access_granted_by_valid_identifier:
      "Geçerli tanımlayıcı kullanıldı[: {number}][, sahibi: {owner}][, daire: {apartment_address}][, {lock} numaralı kilit açıldı]",
    access_granted_by_valid_face_identifier:
      "Geçerli yüz tanımlayıcısı kullanıldı[: {number}][, sahibi: {owner}][, daire: {apartment_address}][, {lock} numaralı kilit açıldı]",
    access_granted_by_shared_identifier:
      "Paylaşılan tanımlayıcıyla erişim izni verildi[: {used_identifiers_list:sharedIdentifier}][, daireler: {apartments_list}][, {lock_number|lock} numaralı kilit açıldı]",
    multi_access_granted:
      "Çok faktörlü doğrulamayla erişim izni verildi[, tanımlayıcılar: {used_identifiers_list:identifier}][, daireler: {apartments_list}][, {lock_number|lock} numaralı kilit açıldı]",
    lock_was_opened_by_exit_btn: "[{lock} numaralı kilit|Kilit] çıkış butonuyla açıldı",
    lock_was_opened_by_free_access_button:
      "[{lock} numaralı kilit|Kilit] serbest geçiş butonuyla açıldı",
    emergency_lock_is_opened: "[{lock} numaralı kilit|Kilit] alarm nedeniyle açıldı",
    door_was_opened: "Kapı açıldı",
    door_was_closed: "Kapı kapandı",
    door_sensor_was_opened: "Kapı kontağına göre kapı açıldı",
    door_sensor_was_closed: "Kapı kontağına göre kapı kapandı",
    lift_call_success:
      "Asansör çağrıldı[: {info.lift.short_name|info.lift.id|lift.short_name|lift.id}][, kullanıcı: {info.user.name|user.name}][, hedef: {info.destination.short_name|info.destination.id|destination.short_name|destination.id}]",
    lift_call_error:
      "Asansör çağrılamadı[, kullanıcı: {info.user.name|user.name}][, hedef: {info.destination.short_name|info.destination.id|destination.short_name|destination.id}][, hata: {info.error.message|error.message}]",
    lift_module_access_error:
      "Asansör modülüne erişilemedi[, kullanıcı: {info.user.name|user.name}][, hata: {info.error.message|error.message|info.errormessage|errormessage}]",
    incoming_call: "Gelen çağrı[ {answered:answered}][, arayan: {number}]",
    outgoing_call: "Giden çağrı[ {answered:answered}][, aranan: {number}]",
    outgoing_call_missed: "Giden çağrı yanıtlanmadı[, aranan: {number}]",
    outgoing_call_web: "Web arayüzünden yapılan çağrı[ {answered:answered}][, aranan: {number}]",
    device_booted: "Cihaz başlatıldı",
    sip_registration_lost: "SIP kaydı kaybedildi",
    successful_login_api_call:
      "Web arayüzüne başarıyla giriş yapıldı[ ({account_type:accountType})][, giriş sayısı: {count}]",
    successful_login_gui_settings:
      "Cihaz ekranındaki ayarlar menüsüne başarıyla giriş yapıldı[ ({account_type:accountType})]",
    incorrect_login_api_call:
      "Web arayüzüne giriş denemesi başarısız oldu[ ({account_type:accountType})][, deneme sayısı: {count}]",
    incorrect_login_gui_settings:
      "Cihaz ekranındaki ayarlar menüsüne giriş denemesi başarısız oldu[ ({account_type:accountType})]",
    door_was_not_closed_too_long:
      "Kapı çok uzun süre açık kaldı[, kilidin açık kaldığı süre: {lock_opened_time} sn]",
    tamper_event: "Cihazın sabotaj sensörü (tamper) tetiklendi",
  },
  own: {
    doorbook_log_cleared: {
      name: "Olay günlüğü tek bir hesap için temizlendi",
      detail:
        "Olay günlüğü tek bir hesap için temizlendi[, panel: {panel}][, hesap: {account}]; hiçbir olay silinmedi",
    },
    doorbook_panel_live: {
      name: "Panelden yeniden haber alınıyor",
      detail: "Panelden yeniden haber alınıyor[, panel: {panel}][ ({name})]",
    },
    doorbook_panel_silent: {
      name: "Panelden haber alınamıyor",
      detail: "Panelden haber alınamıyor[, panel: {panel}][ ({name})][, son haber: {since}]",
    },
    doorbook_panel_refused: {
      name: "Panel oturum açmayı reddediyor",
      detail:
        "Panel, Doorbook’un oturum açmasını reddediyor[, panel: {panel}][ ({name})][, neden: {reason}]",
    },
    doorbook_panel_catching_up: {
      name: "Panelin birikmiş olayları okunuyor",
      detail: "Panelin birikmiş olayları okunuyor[, panel: {panel}][ ({name})][, kalan: {events}]",
    },
    doorbook_clock_off: {
      name: "Panelin saati yanlış",
      detail: "Panelin saati yanlış[, panel: {panel}][ ({name})][, fark: {offset}]",
    },
    doorbook_clock_right: {
      name: "Panelin saati yeniden doğru",
      detail: "Panelin saati yeniden doğru[, panel: {panel}][ ({name})]",
    },
    doorbook_clock_jumped: {
      name: "Panelin saati sıçradı",
      detail:
        "Panelin saati sıçradı[, panel: {panel}][ ({name})][, önceki fark: {from}][, şimdiki fark: {to}]",
    },
    doorbook_gap: {
      name: "Eksik olaylar var",
      detail:
        "Panelin bazı olayları eksik[, panel: {panel}][ ({name})][, başlangıç: {from}][, bitiş: {to}][, en az {count}][: {reason:gapReason}]",
    },
    doorbook_syslog_lost: {
      name: "Syslog satırları kayboldu",
      detail:
        "Syslog satırları alınırken kayboldu[, protokol: {protocol}][, satır sayısı: {count}]",
    },
    doorbook_panel_added: {
      name: "Panel eklendi",
      detail:
        "Panel, Doorbook’un panel listesine eklendi[, panel: {panel}][ ({name})][, hesap: {account}]",
    },
    doorbook_panel_changed: {
      name: "Panel değiştirildi",
      detail:
        "Panel, Doorbook’un panel listesinde değiştirildi[, panel: {panel}][ ({name})][, hesap: {account}]",
    },
    doorbook_panel_removed: {
      name: "Panel kaldırıldı",
      detail:
        "Panel, Doorbook’un panel listesinden kaldırıldı[, panel: {panel}][ ({name})][, hesap: {account}]",
    },
    doorbook_account_added: {
      name: "Hesap eklendi",
      detail:
        "Hesap eklendi[, hesap: {account}][, işlemi yapan: {by}][, tür: {type}][, tesisler: {sites}][, paneller: {panels}]",
    },
    doorbook_account_changed: {
      name: "Hesap değiştirildi",
      detail:
        "Hesap değiştirildi[, hesap: {account}][, işlemi yapan: {by}][, değişen: {changed:accountChange}][, tür: {type}][, tesisler: {sites}][, paneller: {panels}]",
    },
    doorbook_account_removed: {
      name: "Hesap kaldırıldı",
      detail: "Hesap kaldırıldı[, hesap: {account}][, işlemi yapan: {by}]",
    },
    doorbook_token_made: {
      name: "Kişisel erişim anahtarı oluşturuldu",
      detail:
        "Kişisel erişim anahtarı oluşturuldu[, anahtar: {token}][, hesap: {account}][, işlemi yapan: {by}][, yetkiler: {rights}][, tesisler: {sites}][, paneller: {panels}][, son geçerlilik: {expires}]",
    },
    doorbook_token_revoked: {
      name: "Kişisel erişim anahtarı iptal edildi",
      detail:
        "Kişisel erişim anahtarı iptal edildi[, anahtar: {token}][, hesap: {account}][, işlemi yapan: {by}]",
    },
    doorbook_log_read: {
      name: "Olay günlüğü okundu",
      detail:
        "Olay günlüğü okundu[, hesap: {account}][, anahtar: {token}][, sorgu: {query}][, diğer sorgular: {count}]",
    },
    doorbook_owners_imported: {
      name: "Sahiplerin adları içe aktarıldı",
      detail:
        "Sahiplerin adları içe aktarıldı[, hesap: {account}][, yeni: {added}][, değişen: {changed}]",
    },
    doorbook_owners_cleared: {
      name: "Sahiplerin adları silindi",
      detail: "Sahiplerin adları silindi[, hesap: {account}][, ad sayısı: {count}]",
    },
    doorbook_site_changed: {
      name: "Tesis değiştirildi",
      detail: "Tesis değiştirildi[, tesis: {site}][, hesap: {account}][, saat dilimi: {zone}]",
    },
    doorbook_site_removed: {
      name: "Tesis kaldırıldı",
      detail: "Tesis kaldırıldı[, tesis: {site}][, hesap: {account}]",
    },
    doorbook_log_imported: {
      name: "Olaylar içe aktarıldı",
      detail:
        "Olaylar içe aktarıldı[, kaynak: {file}][, hesap: {account}][, yeni: {added}][, bilinen: {known}][, reddedilen: {refused}]",
    },
    doorbook_log_exported: {
      name: "Olay günlüğü dışa aktarıldı",
      detail:
        "Olaylar dışa aktarıldı[, hesap: {account}][, anahtar: {token}][, olaylar: {count}][, biçim: {format}][, sorgu: {query}][, başlangıç: {from}][, bitiş: {to}]",
    },
    doorbook_retention_set: {
      name: "Saklama kuralı ayarlandı",
      detail:
        "Saklama kuralı ayarlandı[, kural: {rule}][, hesap: {account}][, silinene kadar gün: {days}][, kategoriler: {categories}][, tesis: {site}][, olayların paneli: {panel}]",
    },
    doorbook_retention_removed: {
      name: "Saklama kuralı kaldırıldı",
      detail: "Saklama kuralı kaldırıldı[, kural: {rule}][, hesap: {account}]",
    },
    doorbook_retention_edge: {
      name: "Olayların saklama süresi doldu",
      detail:
        "Eski olaylar artık saklanmıyor[, şu andan önceki: {before}][, saklama kuralı: {rule}]",
    },
    doorbook_events_deleted: {
      name: "Eski olaylar silindi",
      detail:
        "Eski olaylar silindi[, şu andan önceki: {before}][, olay sayısı: {count}][, saklama kuralı: {rule}]",
    },
    doorbook_hold_set: {
      name: "Silme yasağı konuldu",
      detail:
        "Silme yasağı konuldu[, yasak: {hold}][, hesap: {account}][, saklanan olaylar: {query}]",
    },
    doorbook_hold_released: {
      name: "Silme yasağı kaldırıldı",
      detail: "Silme yasağı kaldırıldı[, yasak: {hold}][, hesap: {account}]",
    },
    doorbook_disk_low: {
      name: "Disk alanı azaldı",
      detail: "Sunucunun diskinde az yer kaldı[, boş MB: {megabytes}]",
    },
    doorbook_disk_enough: {
      name: "Disk alanı yeniden yeterli",
      detail: "Sunucunun diskinde yeniden yeterli yer var[, boş MB: {megabytes}]",
    },
    doorbook_backup_made: {
      name: "Yedek alındı",
      detail: "Yedek alındı[, olay sayısı: {events}][, son numara: {seq}]",
    },
    doorbook_restored: {
      name: "Günlük geri yüklendi",
      detail:
        "Günlük bir yedekten geri yüklendi[, yedeğin zamanı: {backup}][, olay sayısı: {events}][, son numara: {seq}]",
    },
    doorbook_alarm_set: {
      name: "Alarm ayarlandı",
      detail:
        "[{alarm} alarmı|Bir alarm] ayarlandı[, hesap: {account}][, durum: {state}][, sorgu: {query}][, hedef: {target}]",
    },
    doorbook_alarm_removed: {
      name: "Alarm kaldırıldı",
      detail: "[{alarm} alarmı|Bir alarm] kaldırıldı[, hesap: {account}]",
    },
    doorbook_alarm_failing: {
      name: "Alarm iletilemiyor",
      detail:
        "[{alarm} alarmı|Bir alarm] iletilemiyor[, şu zamandan beri: {since}][, deneme: {tries}][, son yanıt: {answer}]",
    },
    doorbook_alarm_delivered_again: {
      name: "Alarm yeniden iletiliyor",
      detail:
        "[{alarm} alarmı|Bir alarm] yeniden iletiliyor[, şu zamandan beri iletilemiyordu: {since}]",
    },
    doorbook_alarm_replayed: {
      name: "Alarm yeniden gönderildi",
      detail:
        "[{alarm} alarmının olayları|Bir alarmın olayları] yeniden gönderiliyor[, hesap: {account}][, başlangıç: {from}][, bitiş: {to}]",
    },
  },
  facts: [
    "[{type|identifier_type:identifierType}: {number|identifier_number}|numara: {number|identifier_number}]",
    "kart: {card}",
    "kod: {code}",
    "QR kodu: {qr}",
    "sahibi: {owner|owner_name|user_name|info.user.name|user.name}",
    "daire: {apartment_address}",
    "daireler: {apartments_list}",
    "kilit: {lock|lock_number}",
    "çağrılan cihaz: {host}",
    "durum: {status}",
    "hata: {info.error.message|error.message}",
  ],
  formats: {
    identifierType: {
      card: "kart",
      ukey: "UKEY",
      input_code: "erişim kodu",
      face_id: "Face ID",
      qr: "QR kodu",
      license_plate: "plaka",
      other: "{value}",
    },
    accountType: { admin: "sistem yöneticisi", manager: "sorumlu", other: "{value}" },
    requestor: {
      web_ui: "web arayüzünden",
      link_app: "Link uygulamasından",
      link_server: "Link sunucusundan",
      link_guest_url: "Link misafir bağlantısıyla",
      api: "API isteğiyle",
      other: "{value} tarafından",
    },
    answered: { true: "yanıtlandı", false: "yanıtlanmadı" },
    accountChange: { password: "parola", type: "tür", scope: "kapsam" },
    gapReason: {
      cleared: "panelin olay günlüğü temizlendi",
      forgotten: "panel bunları okunmalarından önce unuttu",
      unread: "bunlar panelde var, ancak okunamıyor",
    },
    identifier: [
      "[[{auth_type:identifierType} ]{identifier_number}[ ({user_name})]|{auth_type:identifierType}[ ({user_name})]|{user_name}]",
    ],
    sharedIdentifier: [
      "[[{type:identifierType} ]{number}[ ({name})][, kullanıcı: {users_list:user}]|{name}[, kullanıcı: {users_list:user}]|{users_list:user} adına kayıtlı tanımlayıcı]",
    ],
    user: ["{user_name}[ ({user_info})]"],
    sharedOwner: ["{owner_name}"],
    rejectReason: [
      "{invalid_identifier?}geçersiz tanımlayıcı[ ({invalid_identifier:identifier})]",
      "{invalid_identifier_time_rules?}zaman kuralları tanımlayıcıya[ ({invalid_identifier_time_rules:identifier})] izin vermiyor",
      "{not_enough_passes_for_identifier?}tanımlayıcının[ ({not_enough_passes_for_identifier:identifier})] geçiş hakkı kalmadı",
      "{not_valid_time_profile_for_identifier?}zaman profili tanımlayıcıya[ ({not_valid_time_profile_for_identifier:identifier})] izin vermiyor",
      "{not_valid_time_profile_for_user?}zaman profili[ {not_valid_time_profile_for_user:user} adlı] kullanıcıya izin vermiyor",
      "{not_enough_identifiers_for_current_authentication_type?}tanımlayıcı sayısı yetersiz[, eksik olan: {not_enough_identifiers_for_current_authentication_type:identifierType}]",
      "{recognition_type_is_not_enabled?}[{recognition_type_is_not_enabled.recognition_type_is_not_enabled|recognition_type_is_not_enabled:identifierType} için ]tanıma özelliği etkin değil",
      "{not_enough_passes_for_shared_identifier?}paylaşılan tanımlayıcının[ (sahibi: {not_enough_passes_for_shared_identifier:sharedOwner})] geçiş hakkı kalmadı",
      "{invalid_shared_identifier_time_rules?}zaman kuralları paylaşılan tanımlayıcıya[ (sahibi: {invalid_shared_identifier_time_rules:sharedOwner})] izin vermiyor",
      "{not_valid_time_profile_for_shared_identifier?}zaman profili paylaşılan tanımlayıcıya[ (sahibi: {not_valid_time_profile_for_shared_identifier:sharedOwner})] izin vermiyor",
    ],
  },
};
