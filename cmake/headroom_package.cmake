# What `cmake --install` puts where, and the Debian package made of it: `./headroom package`.
include(GNUInstallDirs)
set(data "${CMAKE_INSTALL_DATADIR}/headroom")
set(documents "${CMAKE_INSTALL_DATADIR}/doc/headroom")

# Programs find the engine beside themselves, and the desktop its scenarios in ../share/headroom.
install(TARGETS headroom_program headroom-sim headroom-live headroom-service RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY scenarios/ DESTINATION ${data}/scenarios PATTERN invalid EXCLUDE)
install(FILES LICENSE DESTINATION ${documents} RENAME copyright)
install(FILES README.md CHANGELOG.md docs/scenario.md docs/trace.md docs/live.md docs/services.md docs/deploy.md docs/analysis.md docs/validation.md DESTINATION ${documents})
install(FILES docs/man/headroom.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
if(TARGET headroom-lab)
    install(TARGETS headroom-lab RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
    install(FILES docs/man/headroom-lab.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
    install(FILES assets/desktop-entry/headroom-lab.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
    install(FILES assets/desktop-entry/headroom.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages)
    install(FILES assets/icons/headroom.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
    install(FILES assets/fonts/OFL.txt DESTINATION ${documents} RENAME fonts-OFL.txt)
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME headroom)
set(CPACK_PACKAGE_VENDOR Headroom)
set(CPACK_PACKAGE_CONTACT "Headroom maintainers <maintainers@headroom.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "lab for event-driven architectures")
set(CPACK_PACKAGE_DESCRIPTION "Sketches services, Kafka topics, databases and pods; says at once how much
headroom they have; simulates them second by second with faults, autoscaling
and retries; and explains every decision of a run.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
# Asks dpkg-shlibdeps which packages hold the libraries the programs were linked with.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "qt6-wayland")
include(CPack)
